import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Files } from './files.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'xiayi-files-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const HOUR = 3_600_000

test('what a killed process left half-taken goes, what is still arriving stays', async () => {
  const incoming = join(root, 'c1', 'incoming')
  await mkdir(incoming, { recursive: true })
  await writeFile(join(incoming, 'old'), 'half')
  await writeFile(join(incoming, 'new'), 'half')
  const before = new Date(Date.now() - 25 * HOUR)
  await utimes(join(incoming, 'old'), before, before)
  const files = new Files(root)
  expect(await files.clearIncoming('c1', 24 * HOUR)).toBe(1)
  expect(await readdir(incoming)).toEqual(['new'])
  expect(await files.clearIncoming('nobody', 0)).toBe(0)
})

test('a stream that is too long leaves nothing', async () => {
  const files = new Files(root)
  await expect(files.take('c2', Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), 1000)).rejects.toMatchObject({
    code: 'payload-too-large',
  })
  expect(await readdir(join(root, 'c2', 'incoming'))).toEqual([])
  expect(await files.list('c2')).toEqual([])
})

test('the same bytes are one file', async () => {
  const files = new Files(root)
  const first = await files.write('c3', Buffer.from('夏邑'))
  const second = await files.take('c3', Readable.from([Buffer.from('夏邑')]), 100)
  expect(second).toEqual(first)
  expect((await files.read('c3', first.sha256)).toString()).toBe('夏邑')
  const shared = await files.readShared('c3', first.sha256)
  expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(Buffer.from(shared).toString()).toBe('夏邑')
  expect((await files.list('c3')).map(({ sha256 }) => sha256)).toEqual([first.sha256])
})
