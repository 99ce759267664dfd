/**
 * The Idempotency-Key of every POST that changes something: the server does what is asked under one key once. A request whose
 * answer was lost keeps its key, so whoever tries the same again, by a retry or by pressing the button once more, does not do it
 * twice. Once there is an answer, the same content is a new wish.
 */
const MOST_OPEN = 100
const open = new Map<string, string>()

function contentOf(body: unknown): string {
  if (!(body instanceof FormData)) return JSON.stringify(body ?? null)
  return JSON.stringify(
    [...body].map(([name, value]) =>
      typeof value === 'string' ? [name, value] : [name, value.name, value.size, value.lastModified],
    ),
  )
}

export interface RequestKey {
  readonly key: string
  /** an answer has come, whatever it says */
  answered(): void
}

export function keyFor(path: string, body: unknown): RequestKey {
  const content = `${path} ${contentOf(body)}`
  const key = open.get(content) ?? crypto.randomUUID()
  open.delete(content)
  open.set(content, key)
  const [oldest] = open.keys()
  if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest)
  return {
    key,
    answered() {
      if (open.get(content) === key) open.delete(content)
    },
  }
}
