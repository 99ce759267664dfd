import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlaceRecord } from './import-records.ts'
import { countVerdict, type Decision, newTally } from './import-verdict.ts'
import { type KnownPlace, PlaceJudge } from './place-judge.rules.ts'
import { samplePlace } from './place-record.samples.ts'

/** A county that does what the verdicts say, without a database. */
class TinyCounty {
  readonly places = new Map<string, KnownPlace>()
  #next = 0

  import(records: readonly PlaceRecord[], decisions: ReadonlyMap<number, Decision> = new Map(), source = 'table') {
    const judge = new PlaceJudge({
      source,
      isMap: source === 'osm',
      known: [...this.places.values()],
      newId: () => `p${this.#next++}`,
    })
    const tally = newTally()
    for (const record of records) {
      const verdict = judge.judge(record, decisions.get(record.row) ?? null)
      countVerdict(tally, verdict.state, verdict.action)
      if (verdict.action === 'none') continue
      const { name, lon, lat, sha256 } = record
      this.places.set(verdict.id, {
        id: verdict.id,
        source,
        sourceId: verdict.sourceId,
        name,
        lon,
        lat,
        sha256,
        isRemoved: false,
      })
    }
    return tally
  }

  content() {
    return [...this.places.values()].map(({ source, sourceId, sha256 }) => `${source} ${sourceId} ${sha256}`).toSorted()
  }
}

const place = (row: number, id: string, name: string, lon: number, lat: number, address = '') =>
  samplePlace({ row, sourceId: id, name, lon, lat, address })

/** Few names and few spots, so that namesakes and moves are common. */
const file = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      name: fc.constantFrom('甲店', '乙店', '丙 店', '丙店'),
      x: fc.integer({ min: 0, max: 8 }),
      address: fc.constantFrom('一号', '二号'),
    }),
    { selector: (each) => each.id, maxLength: 25 },
  )
  .map((rows) =>
    rows.map((each, i) => place(i + 2, `id/${each.id}`, each.name, 116 + each.x * 0.0003, 34, each.address)),
  )
const decisions = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 26 }), fc.constantFrom('keep' as const, 'create' as const)))
  .map((pairs): ReadonlyMap<number, Decision> => new Map(pairs))

describe('an import of places', () => {
  test('of the same file again changes nothing, whatever was there and whatever was kept or added', () => {
    fc.assert(
      fc.property(file, file, decisions, (before, given, chosen) => {
        const county = new TinyCounty()
        county.import(before, new Map(), 'osm')
        county.import(given, chosen)
        const content = county.content()
        const again = county.import(given)
        expect(county.content()).toEqual(content)
        expect(again).toMatchObject({ created: 0, updated: 0 })
      }),
      { numRuns: 500 },
    )
  })

  test('that replaced places by decision comes to rest: the third time changes nothing', () => {
    // A replaced place may move away from a namesake that was kept for its nearness; that one is then added, once.
    fc.assert(
      fc.property(file, file, fc.integer({ min: 2, max: 26 }), (before, given, row) => {
        const county = new TinyCounty()
        county.import(before, new Map(), 'osm')
        county.import(given, new Map([[row, 'replace']]))
        county.import(given)
        const content = county.content()
        expect(county.import(given)).toMatchObject({ created: 0, updated: 0 })
        expect(county.content()).toEqual(content)
      }),
      { numRuns: 500 },
    )
  })

  test('counts every row once: accepted, error or conflict', () => {
    fc.assert(
      fc.property(file, file, (before, given) => {
        const county = new TinyCounty()
        county.import(before)
        const { rows, accepted, errors, conflicts } = county.import(given)
        expect(rows).toBe(given.length)
        expect(accepted + errors + conflicts).toBe(rows)
      }),
    )
  })

  test('undecided never overwrites or doubles a namesake of another source', () => {
    const county = new TinyCounty()
    county.import([place(1, 'node/1', '好邻居便利店', 116, 34)], new Map(), 'osm')
    const before = county.content()
    expect(county.import([place(2, 'id/1', '好邻居（便利店）', 116.0003, 34)])).toMatchObject({ conflicts: 1 })
    expect(county.content()).toEqual(before)
  })

  test('does not take namesakes 60 m apart for one', () => {
    const county = new TinyCounty()
    county.import([place(2, 'id/1', '公厕', 116, 34), place(3, 'id/2', '公厕', 116.00066, 34)])
    expect(county.places.size).toBe(2)
  })

  test('asks when an id comes back with another name far away', () => {
    const county = new TinyCounty()
    county.import([place(2, 'id/1', '甲店', 116, 34)])
    expect(county.import([place(2, 'id/1', '乙店', 116.1, 34)])).toMatchObject({ conflicts: 1, updated: 0 })
    expect(county.import([place(2, 'id/1', '甲店', 116.1, 34)])).toMatchObject({ conflicts: 0, updated: 1 })
  })

  // Comparing each with each would take minutes, past the test's time.
  test('of 20,000 namesakes side by side comes to an end', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      place(i + 2, `id/${i}`, '公厕', 116 + (i % 200) * 1e-3, 34 + Math.floor(i / 200) * 1e-3),
    )
    expect(new TinyCounty().import(many)).toMatchObject({ created: 20_000 })
  })
})
