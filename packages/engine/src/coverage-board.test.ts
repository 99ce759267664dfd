import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNREACHED } from './bucket-search.ts'
import { buildNetwork } from './build-network.ts'
import { compileProfile } from './compile-profile.ts'
import { CoverageBoard } from './coverage-board.ts'
import { Homes, homeIndex } from './homes.ts'
import { networkInput } from './network-fixtures.ts'
import { EDGE_FLAG } from './network-input.ts'
import { OverlayGraph, type PlannedPath } from './overlay-graph.ts'
import { mainland, OverlayReach } from './overlay-reach.ts'
import { PROFILES } from './profiles.ts'
import { WhatIf } from './what-if.ts'
import { placeColumns, whatIfBuildings } from './what-if-buildings.ts'
import { anyChange, type Change, placeChange, type Scene, scenes } from './what-if-scenes-for-tests.ts'

const LIMIT_MS = 900_000

/** The plan of a scene's path changes, and its other changes. */
function planOf({ graph, changes, on }: Scene) {
  const paths: PlannedPath[] = []
  const closed = new Set<number>()
  const others: Exclude<Change, { kind: 'open' | 'close' }>[] = []
  for (const change of changes) {
    if (change.kind === 'close') closed.add(on({ edge: change.edge }).edge)
    else if (change.kind === 'open')
      paths.push({
        from: on(change.from),
        to: on(change.to),
        ms: Math.round((change.metres * 1000) / graph.profile.speedMps),
      })
    else others.push(change)
  }
  return { overlay: new OverlayGraph(graph, paths, closed), others }
}

/** @returns whether there was anything to change */
function changeBoard(
  board: CoverageBoard,
  change: Exclude<Change, { kind: 'open' | 'close' }>,
  on: Scene['on'],
): boolean {
  if (change.kind === 'add') {
    board.addFacility(change.place.map(on))
    return true
  }
  const standing = [...board.whatIf.facilities.keys()].filter((f) => board.whatIf.facilities[f])
  const f = standing[change.facility % standing.length]
  if (f === undefined) return false
  if (change.kind === 'remove') board.removeFacility(f)
  else board.moveFacility(f, change.place.map(on))
  return true
}

const timesOf = (board: CoverageBoard) => ({ ms: board.ms.slice(), facility: board.facility.slice() })

describe('a board of one category', () => {
  test('after places come, go and move, under any plan and with homes yet to be built, it is what a full computation gives', () => {
    fc.assert(
      fc.property(scenes(anyChange), (scene) => {
        const { graph, homes, shops, on } = scene
        const { overlay, others } = planOf(scene)
        const [first = [], ...rest] = homes
        const index = homeIndex(graph, placeColumns(rest))
        const base = new CoverageBoard(
          new WhatIf(graph, shops, LIMIT_MS),
          new Homes(new OverlayGraph(graph, [], new Set()), index),
        )
        const untouched = timesOf(base)
        const board = base.fork()
        board.lay(new Homes(overlay, index, [first]))
        // `whatIfBuildings` measures every building anew.
        const wanted = () => whatIfBuildings(board.whatIf, placeColumns([...rest, first]))
        expect(timesOf(board)).toEqual(wanted())
        const history = [timesOf(board)]
        for (const change of others) {
          if (!changeBoard(board, change, on)) continue
          expect(timesOf(board)).toEqual(wanted())
          history.push(timesOf(board))
        }
        for (const before of history.slice(0, -1).reverse()) {
          board.undo()
          expect(timesOf(board)).toEqual(before)
          expect(timesOf(board)).toEqual(wanted())
        }
        expect(timesOf(base)).toEqual(untouched)
      }),
      { numRuns: 300 },
    )
  })

  test('names exactly the homes that changed', () => {
    fc.assert(
      fc.property(scenes(placeChange), ({ graph, homes, shops, changes, on }) => {
        const plain = new OverlayGraph(graph, [], new Set())
        const board = new CoverageBoard(
          new WhatIf(graph, shops, LIMIT_MS),
          new Homes(plain, homeIndex(graph, placeColumns(homes))),
        )
        for (const change of changes) {
          if (change.kind !== 'add') continue
          const before = timesOf(board)
          const named = board.addFacility(change.place.map(on))
          const changed = [...before.ms.keys()].filter(
            (b) => before.ms[b] !== board.ms[b] || before.facility[b] !== board.facility[b],
          )
          expect([...named].sort((a, b) => a - b)).toEqual(changed)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('walks on an overlay', () => {
  test('from a home to a place takes as long as from the place to the home, seen from either side', () => {
    fc.assert(
      fc.property(scenes(anyChange), (scene) => {
        const { graph, homes, shops } = scene
        const { overlay } = planOf(scene)
        const away = new OverlayGraph(graph, overlay.paths, overlay.closed, 'away')
        const reach = new OverlayReach()
        for (const shop of shops) {
          const board = new CoverageBoard(
            new WhatIf(graph, [shop], LIMIT_MS, { overlay }),
            new Homes(overlay, homeIndex(graph, placeColumns(homes))),
          )
          homes.forEach((home, b) => {
            const reached = reach.run(away, away.seedsOf(home, LIMIT_MS), LIMIT_MS)
            const open = shop.filter(({ edge }) => !overlay.closed.has(edge))
            const through = Math.min(
              UNREACHED,
              ...overlay.doorsOf(open, 'towards').map(([node, ms]) => reached.msTo(node) + ms),
            )
            // Along one edge no node is passed: a search from nodes does not see that walk.
            const isOnOneEdge = home.some((way) => shop.some((other) => other.edge === way.edge))
            if (isOnOneEdge) expect(board.ms[b]).toBeLessThanOrEqual(through)
            else expect(board.ms[b]).toBe(through <= LIMIT_MS ? through : UNREACHED)
          })
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a street closed before a compound’s only gate leaves those inside without any way', () => {
    // 0 - 1 - 2 - 3 is the street; 2 - 4 leads to the gate at 4, 4 - 5 lies inside.
    const network = buildNetwork(
      networkInput({
        nodes: [
          [0, 0],
          [100, 0],
          [200, 0],
          [300, 0],
          [200, 50],
          [200, 100],
        ],
        edges: [
          { from: 0, to: 1 },
          { from: 1, to: 2 },
          { from: 2, to: 3 },
          { from: 2, to: 4 },
          { from: 4, to: 5, flags: EDGE_FLAG.private },
        ],
      }),
    )
    const graph = compileProfile(network, PROFILES.adult)
    const edge = (input: number) => network.edgeInput.indexOf(input)
    const home = [{ edge: edge(4), share: 0.9, legM: 0 }]
    const isMain = (closed: ReadonlySet<number>, paths: readonly PlannedPath[] = []) => {
      const overlay = new OverlayGraph(graph, paths, closed)
      const main = mainland(overlay)
      return overlay.doorsOf(home, 'away').some(([node]) => main[node] === 1)
    }
    expect(isMain(new Set())).toBe(true)
    expect(isMain(new Set([edge(3)]))).toBe(false)
    const gate = { from: { edge: edge(2), share: 0.5 }, to: { edge: edge(4), share: 0.5 }, ms: 60_000 }
    expect(isMain(new Set([edge(3)]), [gate])).toBe(true)
  })
})
