import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CountyDb } from '../../../platform/db/db.ts'
import { openTestTown, type TestTown } from '../places.samples.ts'
import { currentRevision, raiseRevision } from '../revision.sql.ts'
import { RevisionCache } from './revision-cache.ts'

let town: TestTown
let other: TestTown
let builds: number
let released: string[]

beforeAll(async () => {
  town = await openTestTown({ now: () => new Date(), withNetwork: false })
  other = await openTestTown({ now: () => new Date(), code: 'other', withNetwork: false })
}, 60_000)
beforeEach(() => {
  builds = 0
  released = []
})
afterAll(async () => {
  await town.close()
  await other.close()
})

function cacheOf(most: number, before: () => Promise<void> = async () => {}): RevisionCache<string> {
  return new RevisionCache({
    most,
    build: async (county: CountyDb) => {
      builds++
      const revision = await currentRevision(county.db)
      await before()
      return { revision, value: `${county.code} ${revision}` }
    },
    release: (value) => released.push(value),
  })
}

function raise(): Promise<number> {
  return town.county.transact(raiseRevision)
}

test('many who ask at once cause one build', async () => {
  const cache = cacheOf(2)
  const values = await Promise.all(Array.from({ length: 20 }, () => cache.get(town.county)))
  expect(new Set(values).size).toBe(1)
  await cache.get(town.county)
  expect(builds).toBe(1)
})

test('whoever has seen a change commit gets an answer from after it, even while an older build is under way', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const cache = cacheOf(2, () => gate)
  const early = cache.get(town.county)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const revision = await raise()
  const late = cache.get(town.county)
  await new Promise((resolve) => setTimeout(resolve, 50))
  open()
  expect(await late).toBe(`town ${revision}`)
  await early
  expect(builds).toBe(2)
  expect(released).toEqual([`town ${revision - 1}`])
})

test('under a storm of changes every answer is at least as new as its question', async () => {
  const cache = cacheOf(2)
  await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const seen = i % 3 === 0 ? await raise() : await currentRevision(town.county.db)
      const answer = Number((await cache.get(town.county)).split(' ')[1])
      expect(answer).toBeGreaterThanOrEqual(seen)
    }),
  )
})

test('a build that fails is told to all who wait and tried again by the next', async () => {
  let fails = true
  const cache = cacheOf(2, async () => {
    if (fails) throw new Error('no luck')
  })
  const answers = await Promise.allSettled([cache.get(town.county), cache.get(town.county)])
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await cache.get(town.county)).toMatch(/^town /)
})

test('of more counties than fit the least recently used is released', async () => {
  const cache = cacheOf(1)
  const first = await cache.get(town.county)
  await cache.get(other.county)
  expect(released).toEqual([first])
  expect(cache.peek(town.county)).toBeUndefined()
})
