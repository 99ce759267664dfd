import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Vault } from '../vault/vaults.ts'
import type { Head } from './audit.sql.ts'

/**
 * Where the chain ended, again and again, outside the database: `<data>/audit/<county>/2026-11.heads`, one line a round that
 * linked something. A chain that was cut, or a database put back to an older copy, ends before a head that is written here.
 * A line is `<seq> <chain mac> <time> <proof>`; the proof is made with the vault's key. A line that a power cut left half
 * written is no line.
 */
export interface AnchoredHead extends Head {
  readonly at: Date
  /** file and line, for messages */
  readonly where: string
  readonly isGenuine: boolean
}

const LINE = /^(\d{1,16}) ([0-9a-f]{64}) (\S{24}) ([0-9a-f]{64})$/

export class Heads {
  readonly #root: string
  readonly #last = new Map<string, number>()

  constructor(root: string) {
    this.#root = root
  }

  /** Adds a head, flushed; one that was added last is not added again. */
  async append(vault: Vault, county: string, head: Head, now: Date): Promise<void> {
    if (this.#last.get(county) === head.seq) return
    const folder = join(this.#root, county)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const at = now.toISOString()
    const mac = head.chainMac.toString('hex')
    const file = await open(join(folder, `${at.slice(0, 7)}.heads`), 'a+', 0o600)
    try {
      const { size } = await file.stat()
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1))
      const isTorn = size > 0 && buffer.toString() !== '\n'
      const proof = proofOf(vault, [String(head.seq), mac, at])
      await file.appendFile(`${isTorn ? '\n' : ''}${head.seq} ${mac} ${at} ${proof}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    this.#last.set(county, head.seq)
  }

  /** Every head in the order it was written. */
  async read(vault: Vault, county: string): Promise<readonly AnchoredHead[]> {
    const folder = join(this.#root, county)
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.heads')).toSorted()
    const heads: AnchoredHead[] = []
    for (const name of names) {
      const lines = (await readFile(join(folder, name), 'utf8')).split('\n')
      for (const [at, line] of lines.entries()) {
        const [, seq, mac, time, proof] = LINE.exec(line) ?? []
        if (seq === undefined || mac === undefined || time === undefined) continue
        heads.push({
          seq: Number(seq),
          chainMac: Buffer.from(mac, 'hex'),
          at: new Date(time),
          where: `${name}:${at + 1}`,
          isGenuine: proof === proofOf(vault, [seq, mac, time]),
        })
      }
    }
    return heads
  }
}

function proofOf(vault: Vault, line: readonly string[]): string {
  return vault.anchor(['audit head', ...line]).toString('hex')
}
