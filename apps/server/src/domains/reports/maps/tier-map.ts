import type { CircleMap } from '@xiayi/contract/circles'
import { drawMap } from '@xiayi/paper/draw-map'
import { frameMap, type MapFrame } from '@xiayi/paper/map-frame'
import { drawNorthArrow, drawScaleBar, type LegendEntry } from '@xiayi/paper/map-furniture'
import { extentOf, type MapScene, type SceneItem, type SceneLabel } from '@xiayi/paper/map-scene'
import { type Box, drawBox, type Surface } from '@xiayi/paper/surface'
import { type TierLook, tierLook } from '@xiayi/ui/tier-look'
import { colours, mapColours } from '@xiayi/ui/tokens'
import type { ReportFacts } from '../report-facts.ts'
import type { Ground } from './ground.ts'
import { middleOf, polygonsOf } from './rings.ts'

type Community = CircleMap['features'][number]

const OPACITY = 0.55
/** Out of reach is a loud colour: it is laid on thinly and hatched. */
const LOUD_OPACITY = 0.24

/** The county's communities by tier on its own streets: one map, wherever it is put. @returns its frame */
export function drawTierMap(surface: Surface, box: Box, facts: ReportFacts, ground: Ground): MapFrame | undefined {
  const shapes = facts.map.features.map((community) => ({ community, polygons: polygonsOf(community.geometry) }))
  const extent = extentOf(shapes.flatMap(({ polygons }) => polygons.flat()))
  if (extent === undefined) return undefined
  const frame = frameMap(extent, box, 0.014)
  const base = ground.base(frame)
  const isLarge = box.width > 700
  const fills = shapes.flatMap(({ community, polygons }) =>
    polygons.map((rings) => fillOf(rings, lookOf(facts, community))),
  )
  const edges = shapes.flatMap(({ polygons }) =>
    polygons.map(
      (rings): SceneItem => ({
        kind: 'area',
        rings,
        stroke: { colour: mapColours.boundary, width: isLarge ? 1.1 : 0.7, dash: [4, 2], cap: 'butt' },
      }),
    ),
  )
  const marks = shapes.flatMap(({ community, polygons }) =>
    markOf(community, polygons, lookOf(facts, community), isLarge),
  )
  const scene: MapScene = {
    items: [
      ...base.ground,
      ...fills,
      ...base.water,
      ...base.buildings,
      ...base.ways,
      ...edges,
      ...marks.map((mark) => mark.item),
    ],
    labels: [...marks.map((mark) => mark.label), ...base.labels],
  }
  const bar = { x: box.x + 12, y: box.y + box.height - 34, width: 150, height: 32 }
  const arrow = { x: box.x + box.width - 34, y: box.y + 8, width: 28, height: 40 }
  drawMap(surface, scene, frame, { kept: [bar, arrow] })
  drawBox(surface, bar, { fill: mapColours.halo, opacity: 0.72 })
  drawScaleBar(surface, frame, { x: box.x + 24, y: box.y + box.height - 20, most: 110 })
  drawNorthArrow(surface, { x: box.x + box.width - 20, y: box.y + 32, size: 25 })
  return frame
}

function lookOf(facts: ReportFacts, { properties }: Community): TierLook {
  return tierLook(facts.summary.tiers, properties.tierId, properties.isEvaluated)
}

function fillOf(rings: readonly ArrayLike<number>[], look: TierLook): SceneItem {
  return {
    kind: 'area',
    rings,
    fill: look.fill,
    opacity: look.shape === 'triangle' || look.shape === 'ring' ? LOUD_OPACITY : OPACITY,
    ...(look.shape === 'triangle' ? { hatch: { colour: look.fill, width: 0.3, gap: 9 } } : {}),
  }
}

function markOf(
  { properties }: Community,
  polygons: readonly (readonly ArrayLike<number>[])[],
  look: TierLook,
  isLarge: boolean,
): { item: SceneItem; label: SceneLabel }[] {
  const [largest] = polygons
  const at = largest === undefined ? undefined : middleOf(largest)
  if (at === undefined) return []
  const size = isLarge ? 12 : 7.5
  return [
    {
      item: { kind: 'mark', at, shape: look.shape, size, fill: look.fill, rim: colours.card },
      label: {
        text: properties.name.replace(/(居民委员会|居委会|村民委员会|村委会)$/, ''),
        at,
        around: 'point',
        clear: size * 0.5 + 2.5,
        priority: 100,
        look: {
          size: isLarge ? 11 : 7.2,
          weight: 'bold',
          colour: mapColours.label,
          halo: { colour: mapColours.halo, width: isLarge ? 1.8 : 1.3 },
        },
      },
    },
  ]
}

export function tierLegend(facts: ReportFacts): LegendEntry[] {
  const { tiers, withoutTier, circles } = facts.summary
  const looks = [
    ...tiers
      .toSorted((a, b) => b.order - a.order)
      .map((tier) => ({ look: tierLook(tiers, tier.id, true), count: tier.circles })),
    { look: tierLook(tiers, null, true), count: withoutTier },
  ]
  const rest = circles - looks.reduce((sum, { count }) => sum + count, 0)
  return [
    ...looks.map(({ look, count }) => ({ tier: look, words: look.word, note: `${count} 个` })),
    ...(rest > 0 ? [{ tier: tierLook(tiers, null, false), words: '未评价', note: `${rest} 个` }] : []),
  ]
}

export const baseLegend: readonly LegendEntry[] = [
  { line: mapColours.boundary, width: 1.1, dash: [4, 2], words: '社区、村的边界' },
  { line: mapColours.roadMajor, width: 3.4, casing: mapColours.roadCasing, words: '主要道路' },
  { line: mapColours.roadMinor, width: 2.2, casing: mapColours.roadCasing, words: '街道' },
  { line: mapColours.rail, width: 1.8, words: '铁路' },
  { swatch: mapColours.water, rim: mapColours.waterLine, words: '水面' },
  { swatch: mapColours.green, words: '绿地、农田' },
  { swatch: mapColours.building, rim: mapColours.buildingLine, words: '建筑' },
]
