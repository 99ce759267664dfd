import { colours, mapColours } from '@xiayi/ui/tokens'
import { LngLatBounds } from 'maplibre-gl'
import { useEffect, useMemo } from 'react'
import { BELOW_NAMES, halo, labelFonts, labelSize } from './base-style.ts'
import { useGeoJson } from './geojson-layers.ts'
import { useMap } from './map-context.ts'

type Position = readonly [lon: number, lat: number]
export type WalkStretch = {
  readonly kind: string
  readonly line: readonly Position[]
  /** stands beside the stretch; empty: nothing */
  readonly text: string
  readonly isCostliest: boolean
}
export type WalkSpot = { readonly at: Position; readonly text: string }

type WalkLayerProps = {
  stretches: readonly WalkStretch[]
  spots: readonly WalkSpot[]
  /** what lies over the map at its left edge and its foot, in pixels */
  covered: { left: number; bottom: number }
}

const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const
const LAYERS: Parameters<typeof useGeoJson>[2] = [
  {
    layer: { id: 'walk-halo', type: 'line', layout: ROUND, paint: { 'line-color': '#fff', 'line-width': 9 } },
    below: BELOW_NAMES,
  },
  {
    layer: {
      id: 'walk-road',
      type: 'line',
      filter: ['==', ['get', 'part'], 'road'],
      layout: ROUND,
      paint: { 'line-color': mapColours.route, 'line-width': 4 },
    },
    below: BELOW_NAMES,
  },
  {
    layer: {
      id: 'walk-most',
      type: 'line',
      filter: ['==', ['get', 'part'], 'most'],
      layout: ROUND,
      paint: { 'line-color': colours.beyond, 'line-width': 8 },
    },
    below: BELOW_NAMES,
  },
  {
    layer: {
      id: 'walk-leg',
      type: 'line',
      filter: ['==', ['get', 'part'], 'leg'],
      layout: ROUND,
      paint: { 'line-color': mapColours.route, 'line-width': 3, 'line-dasharray': [0.1, 2] },
    },
    below: BELOW_NAMES,
  },
  {
    layer: {
      id: 'walk-steps',
      type: 'line',
      filter: ['==', ['get', 'part'], 'steps'],
      paint: { 'line-color': mapColours.route, 'line-width': 8, 'line-dasharray': [0.3, 0.3] },
    },
    below: BELOW_NAMES,
  },
  {
    layer: {
      id: 'walk-spots',
      type: 'circle',
      filter: ['==', ['get', 'part'], 'spot'],
      paint: {
        'circle-radius': 6,
        'circle-color': colours.card,
        'circle-stroke-color': mapColours.route,
        'circle-stroke-width': 3,
      },
    },
  },
  {
    layer: {
      id: 'walk-spot-text',
      type: 'symbol',
      filter: ['==', ['get', 'part'], 'spot'],
      layout: {
        'text-field': ['get', 'text'],
        'text-font': labelFonts,
        'text-size': labelSize(13),
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        'text-optional': true,
      },
      paint: { 'text-color': colours.ink, ...halo },
    },
  },
  {
    layer: {
      id: 'walk-text',
      type: 'symbol',
      filter: ['==', ['get', 'part'], 'most'],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'text'],
        'text-font': labelFonts,
        'text-size': labelSize(14),
        'text-rotation-alignment': 'viewport',
        'text-allow-overlap': true,
        'text-offset': [0, -1.2],
      },
      paint: { 'text-color': colours.fail, 'text-halo-color': colours.card, 'text-halo-width': 2 },
    },
  },
]

/** One walk, stretch by stretch: steps as rungs, legs as dots, the stretch that costs most broad and named, crossings and gates as rings. */
export function WalkLayer({ stretches, spots, covered }: WalkLayerProps) {
  const map = useMap()
  const { left, bottom } = covered
  const data = useMemo(
    () => ({
      type: 'FeatureCollection',
      features: [
        ...stretches.map(({ kind, line, text, isCostliest }) => ({
          type: 'Feature',
          properties: { part: isCostliest ? 'most' : partOf(kind), text },
          geometry: { type: 'LineString', coordinates: line },
        })),
        ...spots.map(({ at, text }) => ({
          type: 'Feature',
          properties: { part: 'spot', text },
          geometry: { type: 'Point', coordinates: at },
        })),
      ],
    }),
    [stretches, spots],
  )
  useGeoJson('walk', data, LAYERS)
  useEffect(() => {
    const box = new LngLatBounds()
    for (const { line } of stretches) for (const [lon, lat] of line) box.extend([lon, lat])
    const padding = { left: left + 60, right: 60, top: 70, bottom: bottom + 60 }
    if (!box.isEmpty()) map.fitBounds(box, { padding, maxZoom: 17, duration: 500 })
  }, [map, stretches, left, bottom])
  return null
}

function partOf(kind: string): string {
  return kind === 'leg' || kind === 'steps' ? kind : 'road'
}
