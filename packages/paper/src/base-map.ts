import { mapColours } from '@xiayi/ui/tokens'
import { isSeen } from './map-frame.ts'
import { type Extent, type Metres, type SceneItem, type SceneLabel } from './map-scene.ts'

/** One feature of a street map, as it was imported: `kind` and `detail` are those of the import (road, primary). */
export interface BaseFeature {
  readonly kind: string
  readonly detail: string
  readonly name: string | null
  readonly isArea: boolean
  /** lines or rings */
  readonly lines: readonly Metres[]
}

/** The quiet ground of a map, in layers between which others can put what they measured. */
export interface BaseMap {
  /** land use and green */
  readonly ground: readonly SceneItem[]
  /** water, above coloured districts, so that a lake stays a lake */
  readonly water: readonly SceneItem[]
  readonly buildings: readonly SceneItem[]
  readonly ways: readonly SceneItem[]
  readonly labels: readonly SceneLabel[]
}

interface RoadClass {
  readonly details: readonly string[]
  readonly fill: string
  /** points at 1 : 8,000 */
  readonly width: number
  /** left out on smaller scales */
  readonly most: number
  readonly label: { readonly size: number; readonly priority: number; readonly most: number } | undefined
}

const ROADS: readonly RoadClass[] = [
  { details: ['service'], fill: mapColours.roadMinor, width: 1, most: 14_000, label: undefined },
  {
    details: ['residential', 'living_street', 'unclassified', 'road', 'pedestrian'],
    fill: mapColours.roadMinor,
    width: 2.1,
    most: 45_000,
    label: { size: 6.2, priority: 20, most: 14_000 },
  },
  {
    details: ['tertiary', 'tertiary_link'],
    fill: mapColours.roadMinor,
    width: 3,
    most: 120_000,
    label: { size: 6.8, priority: 30, most: 30_000 },
  },
  {
    details: [
      'secondary',
      'secondary_link',
      'primary',
      'primary_link',
      'trunk',
      'trunk_link',
      'motorway',
      'motorway_link',
    ],
    fill: mapColours.roadMajor,
    width: 4.2,
    most: 1e9,
    label: { size: 7.4, priority: 40, most: 90_000 },
  },
]
const PATHS = new Set(['footway', 'path', 'steps', 'cycleway', 'track', 'bridleway', 'crossing', 'corridor'])
const PATHS_MOST = 12_000
const BUILDINGS_MOST = 40_000
const QUIET_RAILS = new Set(['subway', 'tram', 'monorail', 'funicular'])

interface Drawn {
  readonly feature: BaseFeature
  readonly lines: readonly Metres[]
}

/** What of a street map a sheet of that scale shows, drawn in the colours of the screen's map. */
export function baseMap(
  features: Iterable<BaseFeature>,
  footprints: Iterable<Metres>,
  { scale, seen }: { scale: number; seen: Extent },
): BaseMap {
  const drawn: Drawn[] = []
  for (const feature of features) {
    const lines = feature.lines.filter((line) => isSeen(line, seen))
    if (lines.length > 0) drawn.push({ feature, lines })
  }
  return {
    ground: groundOf(drawn),
    water: waterOf(drawn, scale),
    buildings: scale > BUILDINGS_MOST ? [] : buildingsOf(footprints, seen),
    ways: [...pathsOf(drawn, scale), ...roadsOf(drawn, scale), ...railsOf(drawn, scale)],
    labels: [...waterLabels(drawn, scale), ...roadLabels(drawn, scale)],
  }
}

const areasOf = (drawn: readonly Drawn[], kind: string) =>
  drawn.filter(({ feature }) => feature.kind === kind && feature.isArea)
const linesOf = (drawn: readonly Drawn[], kind: string) =>
  drawn.filter(({ feature }) => feature.kind === kind && !feature.isArea)

function groundOf(drawn: readonly Drawn[]): SceneItem[] {
  const fill = (kind: string, colour: string) =>
    areasOf(drawn, kind).map(({ lines }): SceneItem => ({ kind: 'area', rings: lines, fill: colour }))
  return [
    ...fill('landuse', mapColours.builtUp),
    ...fill('green', mapColours.green),
    ...fill('pedestrian', mapColours.builtUp),
  ]
}

/** Widths shrink with the scale, but less than the ground does. */
function widthAt(scale: number, width: number): number {
  return width * Math.min(1.25, Math.max(0.22, (8000 / scale) ** 0.72))
}

function waterOf(drawn: readonly Drawn[], scale: number): SceneItem[] {
  return [
    ...linesOf(drawn, 'water').map(
      ({ feature, lines }): SceneItem => ({
        kind: 'line',
        lines,
        stroke: {
          colour: feature.detail === 'coastline' ? mapColours.waterLine : mapColours.water,
          width: widthAt(scale, ['river', 'canal'].includes(feature.detail) ? 4 : 1.6),
        },
      }),
    ),
    ...areasOf(drawn, 'water').map(
      ({ lines }): SceneItem => ({
        kind: 'area',
        rings: lines,
        fill: mapColours.water,
        stroke: { colour: mapColours.waterLine, width: 0.5 },
      }),
    ),
  ]
}

function buildingsOf(footprints: Iterable<Metres>, seen: Extent): SceneItem[] {
  const items: SceneItem[] = []
  for (const ring of footprints) {
    if (isSeen(ring, seen))
      items.push({
        kind: 'area',
        rings: [ring],
        fill: mapColours.building,
        stroke: { colour: mapColours.buildingLine, width: 0.25 },
      })
  }
  return items
}

function pathsOf(drawn: readonly Drawn[], scale: number): SceneItem[] {
  if (scale > PATHS_MOST) return []
  const lines = drawn
    .filter(({ feature }) => !feature.isArea && (feature.kind === 'path' || PATHS.has(feature.detail)))
    .flatMap((each) => each.lines)
  return lines.length === 0
    ? []
    : [{ kind: 'line', lines, stroke: { colour: mapColours.path, width: 0.5, dash: [1.6, 1.2], cap: 'butt' } }]
}

/** All casings below all fills, so that crossings are open. */
function roadsOf(drawn: readonly Drawn[], scale: number): SceneItem[] {
  const roads = drawn.filter(({ feature }) => !feature.isArea && ['road', 'pedestrian'].includes(feature.kind))
  const shown = ROADS.filter(({ most }) => scale <= most).map((look) => ({
    look,
    lines: roads
      .filter(({ feature }) => look.details.includes(feature.detail === '' ? 'road' : feature.detail))
      .flatMap(({ lines }) => lines),
  }))
  const layer = (isCasing: boolean) =>
    shown.flatMap(({ look, lines }): SceneItem[] =>
      lines.length === 0
        ? []
        : [
            {
              kind: 'line',
              lines,
              stroke: {
                colour: isCasing ? mapColours.roadCasing : look.fill,
                width: widthAt(scale, look.width) + (isCasing ? Math.min(1.1, widthAt(scale, 1.2)) : 0),
              },
            },
          ],
    )
  return [...layer(true), ...layer(false)]
}

function railsOf(drawn: readonly Drawn[], scale: number): SceneItem[] {
  const lines = linesOf(drawn, 'rail')
    .filter(({ feature }) => !QUIET_RAILS.has(feature.detail))
    .flatMap((each) => each.lines)
  if (lines.length === 0) return []
  const width = Math.max(1.1, widthAt(scale, 2.4))
  return [
    { kind: 'line', lines, stroke: { colour: mapColours.rail, width, cap: 'butt' } },
    { kind: 'line', lines, stroke: { colour: mapColours.land, width: width * 0.6, dash: [5, 5], cap: 'butt' } },
  ]
}

function byName(drawn: readonly Drawn[]): ReadonlyMap<string, readonly Metres[]> {
  const names = new Map<string, Metres[]>()
  for (const { feature, lines } of drawn) {
    if (feature.name === null || feature.name === '') continue
    const list = names.get(feature.name)
    if (list === undefined) names.set(feature.name, [...lines])
    else list.push(...lines)
  }
  return names
}

function roadLabels(drawn: readonly Drawn[], scale: number): SceneLabel[] {
  return ROADS.flatMap(({ details, label }) => {
    if (label === undefined || scale > label.most) return []
    const named = byName(drawn.filter(({ feature }) => feature.kind === 'road' && details.includes(feature.detail)))
    return [...named].map(
      ([text, along]): SceneLabel => ({
        text,
        along,
        priority: label.priority,
        look: { size: label.size, colour: mapColours.labelFaint, halo: { colour: mapColours.halo, width: 1.1 } },
      }),
    )
  })
}

/** Below this a pond goes unnamed. */
const LEAST_WATER_M2 = 12_000

function waterLabels(drawn: readonly Drawn[], scale: number): SceneLabel[] {
  const look = { size: 7.6, colour: mapColours.labelWater, halo: { colour: mapColours.halo, width: 1.1 } }
  const areas = areasOf(drawn, 'water').flatMap(({ feature, lines }): SceneLabel[] => {
    const [ring] = lines
    if (feature.name === null || ring === undefined || boxArea(ring) < LEAST_WATER_M2 * (scale / 8000) ** 2) return []
    return [{ text: feature.name, at: middleOf(ring), around: 'centre', priority: 45, look }]
  })
  const rivers = [...byName(linesOf(drawn, 'water'))].map(
    ([text, along]): SceneLabel => ({ text, along, priority: 42, look: { ...look, size: 7 } }),
  )
  return [...areas, ...rivers]
}

function boxArea(ring: Metres): number {
  const [west, south, east, north] = boxOf(ring)
  return (east - west) * (north - south)
}

function middleOf(ring: Metres): [number, number] {
  const [west, south, east, north] = boxOf(ring)
  return [(west + east) / 2, (south + north) / 2]
}

function boxOf(ring: Metres): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < ring.length; i += 2) {
    west = Math.min(west, ring[i] ?? 0)
    east = Math.max(east, ring[i] ?? 0)
    south = Math.min(south, ring[i + 1] ?? 0)
    north = Math.max(north, ring[i + 1] ?? 0)
  }
  return [west, south, east, north]
}
