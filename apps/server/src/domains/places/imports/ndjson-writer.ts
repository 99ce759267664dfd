import { closeSync, openSync, writeSync } from 'node:fs'

const BUFFER_CHARS = 512 * 1024

/** JSON lines to a file, synchronously: the reading process has nothing else to do, and a full disk shows where it happens. */
export class NdjsonWriter {
  readonly #file: number
  #lines = ''
  count = 0

  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  write(value: unknown): void {
    this.#lines += `${JSON.stringify(value)}\n`
    this.count++
    if (this.#lines.length > BUFFER_CHARS) this.#flush()
  }

  close(): void {
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    const bytes = Buffer.from(this.#lines)
    let at = 0
    while (at < bytes.length) at += writeSync(this.#file, bytes, at)
    this.#lines = ''
  }
}
