import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { networkInput } from './network-fixtures.ts'
import { EDGE_FLAG } from './network-input.ts'
import { PROFILES } from './profiles.ts'
import { shorterWays, walkOnBoard } from './shorter-ways.ts'
import { WhatIf } from './what-if.ts'

const LIMIT_MS = 900_000

/** A long way round: west to east along the south, north at the end, and back to a shop above the start, 60 m away. */
function detour(flags = 0) {
  const network = buildNetwork(
    networkInput({
      nodes: [
        [0, 0],
        [600, 0],
        [600, 60],
        [0, 60],
      ],
      edges: [
        { from: 0, to: 1, flags },
        { from: 1, to: 2 },
        { from: 2, to: 3 },
      ],
    }),
  )
  const graph = compileProfile(network, PROFILES.adult)
  const on = (input: number, share: number) => [{ edge: network.edgeInput.indexOf(input), share, legM: 0 }]
  return { graph, home: on(0, 0), shop: on(2, 1) }
}

const question = { withinMs: LIMIT_MS, longestM: 150, most: 3, isFree: () => true }

describe('shorter ways', () => {
  test('a link over the gap brings the shop within reach, as long as the link takes and no longer', () => {
    const { graph, home, shop } = detour()
    const board = new WhatIf(graph, [shop], 4 * 3_600_000)
    expect(walkOnBoard(board, home)?.ms).toBeGreaterThan(LIMIT_MS)
    const ways = shorterWays(board, { ...question, origin: home })
    expect(ways.length).toBeGreaterThan(0)
    for (const way of ways) {
      expect(way.ms).toBeLessThanOrEqual(LIMIT_MS)
      expect(way.lengthM).toBeGreaterThan(59)
      board.openPath({ from: way.from, to: way.to, ms: Math.round((way.lengthM * 1000) / graph.profile.speedMps) })
      expect(walkOnBoard(board, home)).toEqual({ ms: way.ms, facility: 0 })
      board.undo()
    }
  })

  test('asking leaves the board as it was', () => {
    const { graph, home, shop } = detour()
    const board = new WhatIf(graph, [shop], LIMIT_MS)
    const before = board.ms.slice()
    shorterWays(board, { ...question, origin: home })
    expect(board.ms.slice(0, before.length)).toEqual(before)
    expect(board.overlay.paths).toEqual([])
  })

  test('no link through what is not free, and none longer than asked', () => {
    const { graph, home, shop } = detour()
    const board = new WhatIf(graph, [shop], LIMIT_MS)
    expect(shorterWays(board, { ...question, origin: home, isFree: () => false })).toEqual([])
    expect(shorterWays(board, { ...question, origin: home, longestM: 50 })).toEqual([])
  })

  test('from inside a compound the link starts inside: a gate', () => {
    const { graph, home, shop } = detour(EDGE_FLAG.private)
    const [way] = shorterWays(new WhatIf(graph, [shop], LIMIT_MS), { ...question, origin: home })
    expect(way?.from.isPrivate).toBe(true)
    expect(way?.to.isPrivate).toBe(false)
  })

  test('where no link helps there is none', () => {
    const { graph, home } = detour()
    expect(shorterWays(new WhatIf(graph, [], LIMIT_MS), { ...question, origin: home })).toEqual([])
  })
})
