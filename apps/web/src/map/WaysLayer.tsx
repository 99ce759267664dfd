import { colours, mapColours } from '@xiayi/ui/tokens'
import type { ExpressionSpecification } from 'maplibre-gl'
import { useMemo } from 'react'
import { labelFonts, labelSize } from './base-style.ts'
import { useLayerClick } from './clicks.ts'
import { useGeoJson } from './geojson-layers.ts'

export type WayKind = 'path' | 'footbridge' | 'crossing' | 'closed' | 'gate' | 'moved'
export type Way = {
  readonly kind: WayKind
  readonly line: readonly (readonly [lon: number, lat: number])[]
  /** stands in the middle of the line */
  readonly text: string
  /** given back when it is clicked */
  readonly at: number
  /** drawn, but it does not fit what is there */
  readonly isOdd?: boolean
}

const FAINT = ['case', ['get', 'isOdd'], 0.4, 1] satisfies ExpressionSpecification
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const

function wayLayers(id: string): Parameters<typeof useGeoJson>[2] {
  return [
    {
      layer: { id: `${id}-halo`, type: 'line', layout: ROUND, paint: { 'line-color': colours.card, 'line-width': 9 } },
    },
    {
      layer: {
        id: `${id}-path`,
        type: 'line',
        filter: ['in', ['get', 'kind'], ['literal', ['path', 'gate']]],
        layout: ROUND,
        paint: { 'line-color': colours.lakeDeep, 'line-width': 4.5, 'line-opacity': FAINT },
      },
    },
    {
      layer: {
        id: `${id}-footbridge`,
        type: 'line',
        filter: ['==', ['get', 'kind'], 'footbridge'],
        paint: { 'line-color': colours.lakeDeep, 'line-width': 2, 'line-gap-width': 4, 'line-opacity': FAINT },
      },
    },
    {
      layer: {
        id: `${id}-crossing`,
        type: 'line',
        filter: ['==', ['get', 'kind'], 'crossing'],
        paint: {
          'line-color': colours.lakeDeep,
          'line-width': 8,
          'line-dasharray': [0.35, 0.35],
          'line-opacity': FAINT,
        },
      },
    },
    {
      layer: {
        id: `${id}-closed`,
        type: 'line',
        filter: ['==', ['get', 'kind'], 'closed'],
        paint: {
          'line-color': mapColours.blocked,
          'line-width': 5,
          'line-dasharray': [1.4, 0.8],
          'line-opacity': FAINT,
        },
      },
    },
    {
      layer: {
        id: `${id}-moved`,
        type: 'line',
        filter: ['==', ['get', 'kind'], 'moved'],
        layout: ROUND,
        paint: { 'line-color': colours.ink, 'line-width': 3, 'line-dasharray': [0.1, 2], 'line-opacity': FAINT },
      },
    },
    {
      layer: {
        id: `${id}-text`,
        type: 'symbol',
        layout: {
          'symbol-placement': 'line-center',
          'text-field': ['get', 'text'],
          'text-font': labelFonts,
          'text-size': labelSize(14),
          'text-allow-overlap': true,
          'text-offset': [0, -1.1],
          'text-rotation-alignment': 'viewport',
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.card, 'text-halo-width': 2 },
      },
    },
  ]
}

/** Ways that are drawn and not there yet, and ways that are to be closed: told apart by their strokes and their words, not by colour alone. */
export function WaysLayer({
  id = 'ways',
  ways,
  isActive,
  onPick,
}: {
  /** of the layers on the map, where ways are drawn more than once */
  id?: string
  ways: readonly Way[]
  isActive: boolean
  onPick: (at: number) => void
}) {
  const data = useMemo(
    () => ({
      type: 'FeatureCollection',
      features: ways.map(({ kind, line, text, at, isOdd = false }) => ({
        type: 'Feature',
        properties: { kind, text, at, isOdd },
        geometry: { type: 'LineString', coordinates: line },
      })),
    }),
    [ways],
  )
  useGeoJson(id, data, wayLayers(id))
  useLayerClick(`${id}-halo`, isActive, ({ at }) => {
    if (typeof at === 'number') onPick(at)
  })
  return null
}
