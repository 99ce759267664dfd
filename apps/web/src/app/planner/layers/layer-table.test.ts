import { describe, expect, test } from 'vitest'
import { csvText } from '../../../features/circles/csv.ts'
import { groundOf } from '../../../features/circles/ground.ts'
import { groundGeoJson, peopleTable, planTierTable, provenanceRows, reachTable } from './layer-table.ts'
import { layerView } from './layer-view.ts'

const ring: [number, number][] = [
  [116, 34],
  [116.01, 34],
  [116, 34.01],
  [116, 34],
]
const ground = groundOf({
  revision: 1,
  networkVersion: 'n',
  count: 2,
  lonE6: [116_000_000, 116_001_000],
  latE6: [34_000_000, 34_000_000],
  sizeM: [10, 20],
  under15: [1, 2],
  from15to59: [10, 20],
  over60: [5, 0],
  community: [0, -1],
  communities: [{ id: 'a', name: '=甲' }],
  hex: [0, 0],
  hexes: [{ ring }],
  speeds: { adult: 1.2, elder: 0.9, child: 0.9, wheelchair: 0.8 },
})
const column = {
  revision: 1,
  categoryId: 'wet_market',
  profile: 'adult',
  speedMetresPerSecond: 1.2,
  limitSeconds: 3600,
  seconds: [600, -1],
} as const
const of = { source: '某图', plan: null, asOf: '2026年11月23日', profile: '成人', speed: '1.2 米/秒', isExample: true }

describe('the table of a layer', () => {
  test('has for each community the same figures as the map, by age', () => {
    const { head, rows } = reachTable(ground, { ...column, seconds: [...column.seconds] }, '菜市场')
    expect(head).toHaveLength(22)
    expect(rows.map(({ cells }) => cells.slice(0, 7))).toEqual([
      ['=甲', 1, 16, 0, 16, 16, 0],
      ['不在任何社区里', 0, 22, 0, 0, 0, 22],
    ])
    for (const { cells } of rows) expect(cells).toHaveLength(head.length)
  })

  test('counts everybody once by age', () => {
    expect(peopleTable(ground).rows.map(({ cells }) => cells)).toEqual([
      ['=甲', 16, 1, 10, 5],
      ['不在任何社区里', 22, 2, 20, 0],
    ])
  })

  test('of tiers with a plan has both, what flips first, and says whose figures they are', () => {
    const circle = { residents: 10, tierId: null, isEvaluated: true }
    const items = [
      { ...circle, id: 'a', name: '甲圈' },
      { ...circle, id: 'b', name: '乙圈' },
    ]
    const clause = { clauseId: 'm', title: '菜市场', before: 'fail', after: 'pass' } as const
    const clauses = [{ ...clause, figureBefore: null, figureAfter: null }]
    const table = planTierTable(
      { items, tiers: [{ id: 'jichu', name: '基础' }] },
      { circles: [{ circleId: 'b', tierAfter: 'jichu', clauses }] },
    )
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['乙圈', 10, '未达标', '基础', 1, '菜市场'],
      ['甲圈', 10, '未达标', '未达标', 0, ''],
    ])
    expect(provenanceRows({ ...of, plan: '西门' })).toContainEqual(['方案', expect.stringContaining('西门')])
  })

  test('as a file it says what it is, and a name is never a formula', () => {
    const table = peopleTable(ground)
    const text = csvText([table.head, ...table.rows.map(({ cells }) => cells), [], ...provenanceRows(of)])
    expect(text).toContain("'=甲,16")
    for (const word of ['示例数据', '某图', '2026年11月23日', '1.2 米/秒']) expect(text).toContain(word)
  })
})

describe('the GeoJSON of a layer', () => {
  test('by building has a point, its community and its figures; beyond the limit there is none', () => {
    const made = groundGeoJson(layerView({}), ground, new Map([['seconds', column.seconds]]), of)
    expect(made.metadata).toMatchObject({ note: '示例数据', source: '某图', speed: '1.2 米/秒' })
    expect(made.features.map(({ properties }) => properties)).toEqual([
      { note: '示例数据', community: '=甲', seconds: 600 },
      { note: '示例数据', community: null, seconds: null },
    ])
  })

  test('by hexagon has its ring', () => {
    const made = groundGeoJson(layerView({ by: 'hex' }), ground, new Map([['people', [38]]]), of)
    expect(made.features).toEqual([
      {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [ring] },
        properties: { note: '示例数据', people: 38 },
      },
    ])
  })
})
