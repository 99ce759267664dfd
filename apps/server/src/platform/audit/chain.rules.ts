/** What a link's marks are made over. The key is the vault's: who changes the database alone cannot make a mark. */
export type Mark = (parts: readonly string[]) => Buffer

export const START = Buffer.alloc(32)

/** Columns as text; null is not the empty text. */
export function contentMac(mark: Mark, content: readonly (string | null)[]): Buffer {
  return mark(['audit content', ...content.map((column) => (column === null ? '-' : `=${column}`))])
}

export function chainMac(
  mark: Mark,
  before: Buffer,
  link: { seq: number; entryId: number; contentMac: Buffer },
): Buffer {
  return mark([
    'audit link',
    before.toString('hex'),
    String(link.seq),
    String(link.entryId),
    link.contentMac.toString('hex'),
  ])
}
