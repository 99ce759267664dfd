import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactSites, mergeDemand } from './exact-siting.ts'
import { greedySites, SitingError, type SitingProblem } from './siting.ts'

const problems = fc
  .record({
    sets: fc.array(fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
    weight: fc.array(fc.nat({ max: 50 }), { minLength: 12, maxLength: 12 }),
    sites: fc.nat({ max: 4 }),
  })
  .map(({ sets, weight, sites }): SitingProblem => problem(sets, weight, sites))

function problem(sets: readonly (readonly number[])[], weight: readonly number[], sites: number): SitingProblem {
  const offset = new Uint32Array(sets.length + 1)
  sets.forEach((set, i) => {
    offset[i + 1] = (offset[i] ?? 0) + set.length
  })
  return {
    offset,
    demand: Uint32Array.from(sets.flatMap((set) => [...set].sort((a, b) => a - b))),
    weight: Float64Array.from(weight),
    sites,
  }
}

/** Every choice of at most `sites` candidates. */
function bestByTrying({ offset, demand, weight, sites }: SitingProblem): number {
  const candidates = offset.length - 1
  let best = 0
  for (let choice = 0; choice < 1 << candidates; choice++) {
    const chosen = Array.from({ length: candidates }, (_, c) => c).filter((c) => (choice >> c) & 1)
    if (chosen.length > sites) continue
    const covered = new Set(chosen.flatMap((c) => [...demand.subarray(offset[c], offset[c + 1])]))
    best = Math.max(
      best,
      [...covered].reduce((sum, d) => sum + (weight[d] ?? 0), 0),
    )
  }
  return best
}

describe('where next', () => {
  test('greedy reaches 63 % of the best, and the best never exceeds its bound', () => {
    fc.assert(
      fc.property(problems, (p) => {
        const best = bestByTrying(p)
        const greedy = greedySites(p)
        expect(greedy.covered).toBeLessThanOrEqual(best)
        expect(greedy.covered).toBeGreaterThanOrEqual(best * (1 - 1 / Math.E) - 1e-9)
        expect(greedy.bound).toBeGreaterThanOrEqual(best - 1e-9)
        expect(greedy.chosen.length).toBeLessThanOrEqual(p.sites)
        expect(greedy.gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(greedy.covered, 9)
      }),
      { numRuns: 300 },
    )
  })

  test('lazy greedy takes the largest gain at every step, the smaller index of equal ones', () => {
    fc.assert(
      fc.property(problems, (p) => {
        const covered = new Set<number>()
        const gain = (c: number) => {
          const fresh = [...p.demand.subarray(p.offset[c], p.offset[c + 1])].filter((d) => !covered.has(d))
          return fresh.reduce((sum, d) => sum + (p.weight[d] ?? 0), 0)
        }
        const plain: number[] = []
        for (let k = 0; k < p.sites; k++) {
          const gains = Array.from({ length: p.offset.length - 1 }, (_, c) => gain(c))
          const most = Math.max(...gains)
          if (most <= 0) break
          const c = gains.indexOf(most)
          plain.push(c)
          for (const d of p.demand.subarray(p.offset[c], p.offset[c + 1])) covered.add(d)
        }
        expect(greedySites(p).chosen).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })

  test('the exact answer is the best of all choices', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (p) => {
        const exact = await exactSites(p)
        expect(exact.covered).toBeCloseTo(bestByTrying(p), 6)
        expect(exact.isOptimal).toBe(true)
        expect(exact.gap).toBe(0)
        expect(exact.chosen.length).toBeLessThanOrEqual(p.sites)
      }),
      { numRuns: 25 },
    )
  })

  test('where greedy is caught out, the exact answer is better and greedy’s bound allows it', async () => {
    const trap = problem(
      [
        [0, 1, 2, 3],
        [0, 1, 4],
        [2, 3, 5],
      ],
      [3, 3, 3, 3, 2, 2],
      2,
    )
    expect(greedySites(trap)).toMatchObject({ chosen: [0, 1], covered: 14, isOptimal: false })
    const exact = await exactSites(trap)
    expect(exact).toMatchObject({ chosen: [1, 2], covered: 16, isOptimal: true })
    expect(greedySites(trap).bound).toBeGreaterThanOrEqual(16)
  })

  test('out of time, the answer is never worse than greedy’s, and its bound holds and is no looser', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (p) => {
        const best = bestByTrying(p)
        const greedy = greedySites(p)
        const stopped = await exactSites(p, { timeLimitS: 0 })
        expect(stopped.covered).toBeGreaterThanOrEqual(greedy.covered)
        expect(stopped.covered).toBeLessThanOrEqual(best)
        expect(stopped.bound).toBeGreaterThanOrEqual(best - 1e-6)
        expect(stopped.bound).toBeLessThanOrEqual(greedy.bound + 1e-9)
        expect(stopped.chosen.length).toBeLessThanOrEqual(p.sites)
        expect(stopped.gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(stopped.covered, 9)
        if (stopped.isOptimal) expect(stopped.covered).toBeCloseTo(best, 6)
      }),
      { numRuns: 25 },
    )
  })

  test('out of time, the best choice known comes back with its gap, and the relaxation tightens greedy’s bound', async () => {
    const blocks = [
      [0, 2, 4],
      [1, 2, 5],
      [3, 4, 6],
      [0, 3, 6],
      [1, 4, 5],
    ]
    const town = problem(blocks, [6, 1, 9, 5, 4, 8, 7], 2)
    expect(greedySites(town)).toMatchObject({ chosen: [0, 2], covered: 31, bound: 37 })
    const stopped = await exactSites(town, { timeLimitS: 0 })
    expect(stopped).toMatchObject({ chosen: [0, 2], covered: 31, isOptimal: false })
    expect(stopped.bound).toBeCloseTo(36, 6)
    expect(stopped.gap).toBeCloseTo(5 / 36, 6)
    expect(await exactSites(town)).toMatchObject({ chosen: [1, 3], covered: 36, isOptimal: true })
  })

  test('buildings that the same candidates cover are one group', () => {
    const groups = mergeDemand(
      problem(
        [
          [0, 1, 2],
          [1, 2, 3],
        ],
        [5, 1, 1, 7, 9],
        1,
      ),
    )
    expect(groups).toEqual([
      { candidates: [0], weight: 5 },
      { candidates: [0, 1], weight: 2 },
      { candidates: [1], weight: 7 },
    ])
  })

  test('an aborted request settles with its reason', async () => {
    const signal = AbortSignal.abort(new Error('no longer wanted'))
    await expect(exactSites(problem([[0]], [1], 1), { signal })).rejects.toThrow('no longer wanted')
  })

  test.each([
    ['half a site', problem([[0]], [1], 0.5), /whole number/],
    ['a negative weight', problem([[0]], [-1], 1), /weight -1/],
    ['a demand point that is not there', problem([[3]], [1], 1), /names demand point 3 of 1/],
  ])('%s is refused', (_, p, message) => {
    expect(() => greedySites(p)).toThrow(SitingError)
    expect(() => greedySites(p)).toThrow(message)
  })
})
