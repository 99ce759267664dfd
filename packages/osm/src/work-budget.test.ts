import { describe, expect, test } from 'vitest'
import { extractStreetMap } from './extract-street-map.ts'
import { handMade } from './hand-made-for-tests.ts'
import { OsmFormatError } from './osm-format-error.ts'
import { inColumns } from './way-columns.ts'
import { WorkBudget } from './work-budget.ts'

describe('maps made to take minutes', () => {
  test('a budget is spent once', () => {
    const budget = new WorkBudget(10)
    budget.spend(6)
    budget.spend(4)
    expect(() => budget.spend(1)).toThrow(OsmFormatError)
  })

  test.each(['footway', 'motorway'])('a %s across the world and back a hundred times is refused', (highway) => {
    const data = handMade({ nodes: { a: [0, 0], b: [-9_000_000, -6_000_000] } })
    const nodes = Array.from({ length: 100 }, (_, i) => (i % 2) + 1)
    const ways = [{ id: 1, nodes, tags: { highway } }]
    expect(() => extractStreetMap(inColumns({ ...data, ways }))).toThrow(/longer than 1000000 km/)
  })

  test('thousands of compounds around as many gates on one spot are refused', () => {
    const count = 3500
    const gate = { barrier: 'gate' }
    const gates = Array.from({ length: count }, (_, i) => [`g${i}`, [i * 0.01, 0, gate]] as const)
    const corners = { a: [0, 0], b: [100, 0], c: [100, 100], d: [0, 100] } as const
    const data = handMade({
      nodes: { ...corners, ...Object.fromEntries(gates) },
      ways: [['a b c d a', { landuse: 'residential' }]],
    })
    const tags = { landuse: 'residential' }
    const compounds = Array.from({ length: count }, (_, i) => ({ id: 1000 + i, nodes: [1, 2, 3, 4, 1], tags }))
    const path = { id: 1, nodes: gates.map((_, i) => 5 + i), tags: { highway: 'footway' } }
    expect(() => extractStreetMap(inColumns({ ...data, ways: [path, ...compounds] }))).toThrow(/piles up/)
  }, 60_000)
})
