import type { WalkshedCollection } from '@xiayi/contract/circles'
import { drawMap } from '@xiayi/paper/draw-map'
import { frameMap } from '@xiayi/paper/map-frame'
import { drawLegend, drawNorthArrow, drawScaleBar, type LegendEntry } from '@xiayi/paper/map-furniture'
import { extentOf, type MapScene, type SceneItem, type SceneLabel } from '@xiayi/paper/map-scene'
import { type Box, drawBox, type Surface } from '@xiayi/paper/surface'
import { wrapText } from '@xiayi/paper/wrap-text'
import { originWords } from '@xiayi/ui/figure-words'
import { countWords, speedWords } from '@xiayi/ui/format'
import { colours, mapColours, walkBands } from '@xiayi/ui/tokens'
import type { CirclePaper, ReportFacts } from '../report-facts.ts'
import type { Ground, GroundPlace } from './ground.ts'
import { isWithin, polygonsOf } from './rings.ts'

const LEGEND = 126

/** A circle with its walking bands and places, and beside it what everything means. */
export function drawCircleMap(
  surface: Surface,
  box: Box,
  { facts, paper, ground }: { facts: ReportFacts; paper: CirclePaper; ground: Ground },
): void {
  const { circle, walkshed } = paper
  const own = facts.map.features.filter((community) => community.properties.circleId === circle.id)
  const boundaries = own.flatMap((community) => polygonsOf(community.geometry))
  const bands = bandsOf(walkshed)
  const extent = extentOf([...boundaries.flat(), ...bands.flatMap((band) => band.polygons.flat())])
  if (extent === undefined) return
  const mapBox = { ...box, width: box.width - LEGEND - 10 }
  const frame = frameMap(extent, mapBox, 0.02)
  const base = ground.base(frame)
  const [widest] = bands
  const shown = ground.places.filter(({ at }) =>
    widest === undefined ? isWithin(boundaries, at) : isWithin(widest.polygons, at) || isWithin(boundaries, at),
  )
  const scene: MapScene = {
    items: [
      ...base.ground,
      ...bands.flatMap(({ polygons, colour }) =>
        polygons.map((rings): SceneItem => ({ kind: 'area', rings, fill: colour, opacity: 0.42 })),
      ),
      ...base.water,
      ...base.buildings,
      ...base.ways,
      ...bands.flatMap(({ polygons, edge, width }) =>
        polygons.map((rings): SceneItem => ({ kind: 'area', rings, stroke: { colour: edge, width } })),
      ),
      ...boundaries.map(
        (rings): SceneItem => ({
          kind: 'area',
          rings,
          stroke: { colour: colours.chestnut, width: 1.2, dash: [5, 2.4], cap: 'butt' },
        }),
      ),
      ...shown.map(placeMark),
    ],
    labels: [...base.labels, ...shown.flatMap((place) => placeLabel(place, frame.scale))],
  }
  const bar = { x: mapBox.x + 6, y: mapBox.y + mapBox.height - 34, width: 116, height: 32 }
  const arrow = { x: mapBox.x + mapBox.width - 28, y: mapBox.y + 5, width: 24, height: 36 }
  drawMap(surface, scene, frame, { kept: [bar, arrow] })
  drawBox(surface, bar, { fill: mapColours.halo, opacity: 0.78 })
  drawScaleBar(surface, frame, { x: bar.x + 10, y: bar.y + 14, most: 90 })
  drawNorthArrow(surface, { x: mapBox.x + mapBox.width - 16, y: mapBox.y + 28, size: 20 })
  drawSide(surface, { x: box.x + box.width - LEGEND, y: box.y, width: LEGEND, height: box.height }, { facts, paper })
}

/** 15, 10, 5 minutes: the wide ones first, so that the near ones lie on top. */
function bandsOf(walkshed: WalkshedCollection | null) {
  return (walkshed?.features ?? [])
    .toSorted((a, b) => b.properties.minutes - a.properties.minutes)
    .map((feature) => {
      const band = walkBands.find(({ minutes }) => minutes === feature.properties.minutes)
      return {
        polygons: polygonsOf(feature.geometry),
        colour: band?.colour ?? walkBands[2].colour,
        edge: walkBands[0].colour,
        width: feature.properties.minutes === 15 ? 0.9 : 0.45,
      }
    })
}

const placeLooks = {
  basic: { words: '基本保障类', fill: colours.chestnut, shape: 'dot' },
  quality: { words: '品质提升类', fill: colours.example, shape: 'square' },
  public: { words: '公共服务设施', fill: colours.lakeDeep, shape: 'diamond' },
} as const

function tierOf(place: GroundPlace): keyof typeof placeLooks {
  return place.tier === 'basic' || place.tier === 'quality' ? place.tier : 'public'
}

function placeMark(place: GroundPlace): SceneItem {
  const { fill, shape } = placeLooks[tierOf(place)]
  return { kind: 'mark', at: place.at, shape, size: shape === 'diamond' ? 3.6 : 2.8, fill, rim: colours.card }
}

/** Only what people find their way by: more names than that hide the streets. */
const LANDMARKS = new Set([
  'wet_market',
  'primary_school',
  'junior_high',
  'community_health_center',
  'community_service_station',
  'town_service_center',
  'cultural_center',
  'park_green',
  'shopping_complex',
])
const LANDMARKS_MOST = 40_000

function placeLabel(place: GroundPlace, scale: number): SceneLabel[] {
  if (!LANDMARKS.has(place.category) || scale > LANDMARKS_MOST) return []
  return [
    {
      text: place.name,
      at: place.at,
      around: 'point',
      clear: 3.4,
      priority: 50,
      look: {
        size: 5.8,
        weight: 'bold',
        colour: placeLooks[tierOf(place)].fill,
        halo: { colour: mapColours.halo, width: 1 },
      },
    },
  ]
}

function drawSide(surface: Surface, box: Box, { facts, paper }: { facts: ReportFacts; paper: CirclePaper }): void {
  const { circle, walkshed } = paper
  const bands: LegendEntry[] = (walkshed?.features ?? []).map(({ properties }) => ({
    swatch: walkBands.find(({ minutes }) => minutes === properties.minutes)?.colour ?? walkBands[2].colour,
    opacity: 0.6,
    words: `${properties.minutes} 分钟`,
    note: `${countWords(properties.residents)} 人`,
  }))
  const entries: LegendEntry[] = [
    ...bands,
    { line: colours.chestnut, width: 1.2, dash: [5, 2.4], words: '圈内社区的边界' },
    ...Object.values(placeLooks).map(({ words, fill, shape }) => ({
      words,
      dot: fill,
      ...(shape === 'dot' ? {} : { shape }),
    })),
  ]
  let y = box.y
  const line = (text: string, size: number, colour: string, weight: 'regular' | 'bold' = 'regular') => {
    for (const part of wrapText(text, box.width, { size, weight })) {
      surface.text(part, { x: box.x, y: y + size }, { size, weight, colour })
      y += size * 1.45
    }
  }
  line(walkshed === null ? '附近没有步行路' : '步行范围和网点', 9, colours.ink, 'bold')
  y += 3
  drawLegend(surface, entries, { x: box.x, y, width: box.width })
  y += entries.length * 15 + 6
  if (walkshed !== null) {
    line(speedWords(walkshed.profile, walkshed.speedMetresPerSecond), 7.5, colours.inkSoft)
    line(`${originWords[circle.originKind]}，${countWords(walkshed.origins)} 个起点`, 7.5, colours.inkSoft)
    line('人数在步行路网上数', 7.5, colours.inkSoft)
  }
  line(facts.source, 6.5, colours.inkSoft)
}
