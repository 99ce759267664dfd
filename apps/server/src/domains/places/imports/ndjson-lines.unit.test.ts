import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { linesOf } from './ndjson-lines.ts'

async function collected(lines: AsyncGenerator<string>): Promise<string[]> {
  const found: string[] = []
  for await (const line of lines) found.push(line)
  return found
}

test('lines come whole, wherever the pieces are cut, even inside a character', async () => {
  const bytes = Buffer.from('{"a":"䶮"}\n\n{"b":"夏邑"}\nend')
  for (const size of [1, 2, 3, 7, 100]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    )
    expect(await collected(linesOf(Readable.from(pieces, { objectMode: false })))).toEqual([
      '{"a":"䶮"}',
      '{"b":"夏邑"}',
      'end',
    ])
  }
})

test('a disk that fails midway is told, not waited for', async () => {
  const failing = new Readable({
    read() {
      if (this.readableLength === 0) this.push('one\ntwo\nthr')
      setImmediate(() => this.destroy(new Error('EIO')))
    },
  })
  const found: string[] = []
  const reading = (async () => {
    for await (const line of linesOf(failing)) {
      found.push(line)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  await expect(reading).rejects.toThrow('EIO')
  expect(found).toEqual(['one', 'two'])
}, 2000)
