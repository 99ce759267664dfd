import { mapColours, systemFonts } from '@xiayi/ui/tokens'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

/**
 * The base map: the county's own streets in the colours of the tokens. There is no sprite and no glyph address: every
 * label, Chinese or Latin, is drawn by the browser's own fonts, so the map needs no server but ours.
 */
export const labelFonts: string[] = [...systemFonts]

/** 长辈版 reads at 18 px and more. */
export function labelSize(px: number): number {
  return document.documentElement.dataset['mode'] === 'elder' ? Math.max(18, px * 1.4) : px
}

export const BASE = 'base'
/** The server cuts tiles down to this zoom; closer in, the last tile is stretched. */
const MAX_TILE_ZOOM = 16

const major = ['primary', 'primary_link', 'trunk', 'trunk_link', 'motorway', 'secondary', 'secondary_link']
const middle = ['tertiary', 'tertiary_link']
const minor = ['residential', 'living_street', 'unclassified', 'road', 'pedestrian']
const paths = ['footway', 'path', 'steps', 'cycleway', 'track', 'bridleway', 'crossing', 'corridor']

type Stop = [zoom: number, px: number]
type Width = [Stop, ...Stop[]]

function width([first, ...rest]: Width, extra = 0): ExpressionSpecification {
  const others = rest.flatMap(([zoom, px]) => [zoom, px + extra])
  return ['interpolate', ['exponential', 1.5], ['zoom'], first[0], first[1] + extra, ...others]
}

const roads: { id: string; classes: string[]; from: number; fill: string; stops: Width }[] = [
  {
    id: 'service',
    classes: ['service'],
    from: 14.5,
    fill: mapColours.roadMinor,
    stops: [
      [14, 0.6],
      [16, 2.4],
      [19, 14],
    ],
  },
  {
    id: 'minor',
    classes: minor,
    from: 12.5,
    fill: mapColours.roadMinor,
    stops: [
      [12, 0.6],
      [15, 3],
      [17, 8],
      [19, 24],
    ],
  },
  {
    id: 'middle',
    classes: middle,
    from: 11,
    fill: mapColours.roadMinor,
    stops: [
      [11, 0.8],
      [14, 3.4],
      [17, 12],
      [19, 34],
    ],
  },
  {
    id: 'major',
    classes: major,
    from: 9,
    fill: mapColours.roadMajor,
    stops: [
      [9, 0.8],
      [13, 3.4],
      [16, 12],
      [19, 44],
    ],
  },
]

function roadLayers(): LayerSpecification[] {
  const shape = { 'line-cap': 'round', 'line-join': 'round' } as const
  const casings = roads.map(
    ({ id, classes, from, stops }): LayerSpecification => ({
      id: `road-${id}-casing`,
      type: 'line',
      source: BASE,
      'source-layer': 'road',
      minzoom: Math.max(from, 12),
      filter: ['in', ['get', 'class'], ['literal', classes]],
      layout: shape,
      paint: { 'line-color': mapColours.roadCasing, 'line-width': width(stops, 1.6) },
    }),
  )
  const fills = roads.map(
    ({ id, classes, from, fill, stops }): LayerSpecification => ({
      id: `road-${id}`,
      type: 'line',
      source: BASE,
      'source-layer': 'road',
      minzoom: from,
      filter: ['in', ['get', 'class'], ['literal', classes]],
      layout: shape,
      paint: { 'line-color': fill, 'line-width': width(stops) },
    }),
  )
  return [...casings, ...fills]
}

function groundLayers(): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': mapColours.land } },
    {
      id: 'landuse',
      type: 'fill',
      source: BASE,
      'source-layer': 'landuse',
      paint: { 'fill-color': mapColours.builtUp },
    },
    { id: 'green', type: 'fill', source: BASE, 'source-layer': 'green', paint: { 'fill-color': mapColours.green } },
    {
      id: 'water',
      type: 'fill',
      source: BASE,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': mapColours.water, 'fill-outline-color': mapColours.waterLine },
    },
    {
      id: 'stream',
      type: 'line',
      source: BASE,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: {
        'line-color': mapColours.water,
        'line-width': width([
          [10, 1],
          [16, 5],
          [19, 18],
        ]),
      },
    },
    {
      id: 'building',
      type: 'fill',
      source: BASE,
      'source-layer': 'building',
      minzoom: 14,
      paint: { 'fill-color': mapColours.building, 'fill-outline-color': mapColours.buildingLine },
    },
  ]
}

function lineLayers(): LayerSpecification[] {
  return [
    {
      id: 'wall',
      type: 'line',
      source: BASE,
      'source-layer': 'wall',
      minzoom: 15,
      paint: {
        'line-color': mapColours.wall,
        'line-width': width([
          [15, 0.8],
          [18, 2],
        ]),
      },
    },
    {
      id: 'path',
      type: 'line',
      source: BASE,
      'source-layer': 'road',
      minzoom: 14,
      filter: ['in', ['get', 'class'], ['literal', paths]],
      paint: {
        'line-color': mapColours.path,
        'line-width': width([
          [14, 0.6],
          [17, 1.6],
          [19, 3],
        ]),
        'line-dasharray': [2.4, 1.6],
      },
    },
    ...roadLayers(),
    {
      id: 'rail',
      type: 'line',
      source: BASE,
      'source-layer': 'rail',
      paint: {
        'line-color': mapColours.rail,
        'line-width': width([
          [10, 1],
          [15, 3],
          [18, 5],
        ]),
      },
    },
    {
      id: 'rail-ties',
      type: 'line',
      source: BASE,
      'source-layer': 'rail',
      minzoom: 12,
      paint: {
        'line-color': mapColours.land,
        'line-width': width([
          [12, 0.8],
          [15, 1.8],
          [18, 3.2],
        ]),
        'line-dasharray': [4, 4],
      },
    },
  ]
}

export const halo = { 'text-halo-color': mapColours.halo, 'text-halo-width': 1.6 } as const

function nameLayers(): LayerSpecification[] {
  return [
    {
      id: 'water-name',
      type: 'symbol',
      source: BASE,
      'source-layer': 'water',
      minzoom: 13,
      filter: ['has', 'name'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': labelFonts,
        'text-size': labelSize(13),
        'text-letter-spacing': 0.1,
      },
      paint: { 'text-color': mapColours.labelWater, ...halo },
    },
    {
      id: 'green-name',
      type: 'symbol',
      source: BASE,
      'source-layer': 'green',
      minzoom: 15,
      filter: ['has', 'name'],
      layout: { 'text-field': ['get', 'name'], 'text-font': labelFonts, 'text-size': labelSize(12) },
      paint: { 'text-color': '#4B6B3C', ...halo },
    },
    {
      id: 'road-name',
      type: 'symbol',
      source: BASE,
      'source-layer': 'road',
      minzoom: 14,
      filter: ['all', ['has', 'name'], ['!', ['in', ['get', 'class'], ['literal', [...paths, 'service']]]]],
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': labelFonts,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, labelSize(11), 18, labelSize(14)],
        'symbol-spacing': 320,
      },
      paint: { 'text-color': mapColours.labelFaint, ...halo },
    },
  ]
}

export function baseStyle(tiles: string, attribution: string): StyleSpecification {
  return {
    version: 8,
    sources: { [BASE]: { type: 'vector', tiles: [tiles], minzoom: 8, maxzoom: MAX_TILE_ZOOM, attribution } },
    layers: [...groundLayers(), ...lineLayers(), ...nameLayers()],
  }
}

/** What is measured is drawn above the ground and below the names. */
export const BELOW_NAMES = 'water-name'
/** Fills that cover whole districts go below water, buildings and roads, so that the town stays a town. */
export const BELOW_WATER = 'water'
