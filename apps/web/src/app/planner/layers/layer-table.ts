import type { CircleList, MinutesColumnReply } from '@xiayi/contract/circles'
import type { Preview } from '@xiayi/contract/scenarios'
import type { Cell } from '../../../features/circles/csv.ts'
import { type Age, ageWordsOf, type Ground, type Reach, reachByCommunity } from '../../../features/circles/ground.ts'
import type { LayerView } from './layer-view.ts'

/** The figures of a layer, row by row: what the screen shows and what a file holds are the same cells. */
export interface LayerTable {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[]
}

const GROUPS = ['under15', 'from15to59', 'over60'] as const satisfies Age[]

/** By community: residents, and how many of them within 5, 10 and 15 minutes, of all and of each age. */
export function reachTable(ground: Ground, column: MinutesColumnReply, categoryName: string): LayerTable {
  const headOf = (age: Age) => {
    const who = age === 'all' ? '' : `${ageWordsOf[age]} `
    return [`${who}居民`, `${who}5 分钟内`, `${who}10 分钟内`, `${who}15 分钟内`, `${who}15 分钟够不着`]
  }
  const cellsOf = (reach: Reach) => [reach.residents, reach.within5, reach.within10, reach.within15, reach.beyond15]
  const rows = reachByCommunity(ground, column)
  const ages = ['all', ...GROUPS] as const
  return {
    title: `步行到${categoryName}`,
    head: ['社区', '够得着的比例', ...ages.flatMap(headOf)],
    rows: rows.map((row) => ({
      key: row.id,
      cells: [row.name, shareOf(row), ...ages.flatMap((age) => cellsOf(row.byAge[age]))],
    })),
  }
}

/** 0.621: a share cut to three decimals, so that nothing looks reached that is not. */
function shareOf({ within15, residents }: Reach): number {
  return residents === 0 ? 0 : Math.floor((within15 / residents) * 1000 + 1e-9) / 1000
}

/** By community: residents by age. */
export function peopleTable(ground: Ground): LayerTable {
  const nobody = { seconds: new Int32Array(ground.count).fill(-1), limitSeconds: 0 }
  return {
    title: '居民分布',
    head: ['社区', '居民', ...GROUPS.map((age) => ageWordsOf[age])],
    rows: reachByCommunity(ground, nobody).map((row) => ({
      key: row.id,
      cells: [row.name, row.residents, ...GROUPS.map((age) => row.byAge[age].residents)],
    })),
  }
}

/** By circle: its tier and what it passes. */
export function tierTable({ items, tiers }: CircleList): LayerTable {
  const names = new Map(tiers.map(({ id, name }) => [id, name]))
  return {
    title: '社区等级',
    head: ['生活圈', '等级', '居民', '达到', '未达到', '说不清', '主要原因'],
    rows: items.map((circle) => ({
      key: circle.id,
      cells: [
        circle.name,
        circle.isEvaluated ? (names.get(circle.tierId ?? '') ?? '未达标') : '未评价',
        circle.residents,
        circle.passed,
        circle.failed,
        circle.unknown,
        circle.mainReason,
      ],
    })),
  }
}

type CircleToday = Pick<CircleList['items'][number], 'id' | 'name' | 'residents' | 'tierId' | 'isEvaluated'>
type CirclePlanned = Pick<Preview['circles'][number], 'circleId' | 'tierAfter' | 'clauses'>

/** By circle: its tier today and with a plan carried out, and clauses that flip; those where anything flips first. */
export function planTierTable(
  {
    items,
    tiers,
  }: { items: readonly CircleToday[]; tiers: readonly Pick<CircleList['tiers'][number], 'id' | 'name'>[] },
  { circles }: { circles: readonly CirclePlanned[] },
): LayerTable {
  const names = new Map(tiers.map(({ id, name }) => [id, name]))
  const changed = new Map(circles.map((circle) => [circle.circleId, circle]))
  const rows = items.map((circle) => {
    const planned = changed.get(circle.id)
    const flips = planned?.clauses.filter(({ before, after }) => before !== after) ?? []
    const tier = (id: string | null) => (circle.isEvaluated ? (names.get(id ?? '') ?? '未达标') : '未评价')
    const after = planned === undefined ? circle.tierId : planned.tierAfter
    const titles = flips.map(({ title }) => title).join('；')
    return {
      key: circle.id,
      flips: flips.length,
      cells: [circle.name, circle.residents, tier(circle.tierId), tier(after), flips.length, titles],
    }
  })
  return {
    title: '社区等级',
    head: ['生活圈', '居民', '现在', '以后', '结果有变的条款数', '结果有变的条款'],
    rows: rows.toSorted((a, b) => b.flips - a.flips),
  }
}

export interface Provenance {
  readonly source: string
  /** the scenario whose figures they are; null: today's */
  readonly plan: string | null
  readonly asOf: string
  readonly profile: string | null
  readonly speed: string | null
  readonly isExample: boolean
}

/** What a figure needs beside it wherever it is taken. */
export function provenanceRows({ source, plan, asOf, profile, speed, isExample }: Provenance): Cell[][] {
  return [
    ...(isExample ? [['示例数据', '本表为示例数据，不是真实统计']] : []),
    ...(plan === null ? [] : [['方案', `${plan}（没有做的改动，算出来的）`]]),
    ['来源', source],
    ['日期', asOf],
    ...(profile === null ? [] : [['步行人群', profile]]),
    ...(speed === null ? [] : [['步行速度', speed]]),
  ]
}

/** What is drawn of a view on the ground, as GeoJSON: buildings as points, hexagons as polygons. */
export function groundGeoJson(
  view: LayerView,
  ground: Ground,
  values: ReadonlyMap<string, ArrayLike<number>>,
  of: Provenance,
) {
  const isHex = view.by === 'hex'
  const count = isHex ? ground.rings.length : ground.count
  return {
    type: 'FeatureCollection',
    metadata: { ...of, note: of.isExample ? '示例数据' : null },
    features: Array.from({ length: count }, (_, i) => ({
      type: 'Feature',
      geometry: isHex
        ? { type: 'Polygon', coordinates: [ground.rings[i] ?? []] }
        : { type: 'Point', coordinates: [ground.lon[i] ?? 0, ground.lat[i] ?? 0] },
      properties: {
        ...(of.isExample && { note: '示例数据' }),
        ...(!isHex && { community: ground.communities[ground.community[i] ?? -1]?.name ?? null }),
        ...Object.fromEntries([...values].map(([name, list]) => [name, numberOf(list[i])])),
      },
    })),
  }
}

function numberOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) || value < 0 ? null : Math.round(value * 10) / 10
}
