import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'

const PIECE_BYTES = 256 * 1024

/** The lines of a file of ours, in UTF-8 and parted by line feeds. */
export function linesOfFile(path: string): AsyncGenerator<string> {
  return linesOf(createReadStream(path, { highWaterMark: PIECE_BYTES }))
}

/** A stream that breaks ends the loop with its error; readline's iterator would wait for ever, and an open transaction with it. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8')
  let rest = ''
  for await (const piece of stream) {
    const lines = (rest + String(piece)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}
