import { mapColours } from '@xiayi/ui/tokens'
import { useEffect } from 'react'
import { BELOW_WATER, labelFonts, labelSize } from './base-style.ts'
import { useLayerClick } from './clicks.ts'
import { useGeoJson } from './geojson-layers.ts'
import { useMap } from './map-context.ts'

/** Properties: `circleId`, `name`, and the tier as `fill` (colour), `shape` (character) and `word`. */
type TierLayerProps = {
  data: { type: string }
  selectedId: string | null
  isFaint: boolean
  isActive: boolean
  onPick: (circleId: string) => void
}

const FILL = 'tiers-fill'
const EDGE = 'tiers-selected'

/** Areas coloured by tier. The label repeats in words what the colour says. */
export function TierLayer({ data, selectedId, isFaint, isActive, onPick }: TierLayerProps) {
  const map = useMap()
  useGeoJson('tiers', data, [
    {
      layer: { id: FILL, type: 'fill', paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': 0.42 } },
      below: BELOW_WATER,
    },
    {
      layer: {
        id: 'tiers-line',
        type: 'line',
        paint: { 'line-color': mapColours.boundary, 'line-width': 1, 'line-dasharray': [3, 2] },
      },
    },
    {
      layer: {
        id: EDGE,
        type: 'line',
        filter: ['==', ['get', 'circleId'], ''],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': mapColours.route, 'line-width': 3 },
      },
    },
    {
      layer: {
        id: 'tiers-label',
        type: 'symbol',
        minzoom: 10,
        layout: {
          'text-field': [
            'format',
            ['get', 'name'],
            {},
            '\n',
            {},
            ['get', 'shape'],
            { 'text-color': ['get', 'fill'] },
            ['get', 'word'],
            { 'font-scale': 0.92 },
          ],
          'text-font': labelFonts,
          'text-size': ['interpolate', ['linear'], ['zoom'], 12, labelSize(11.5), 16, labelSize(15)],
          'text-line-height': 1.3,
          'text-max-width': 9,
          'text-padding': 4,
          'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'residents'], 0]],
        },
        paint: { 'text-color': mapColours.label, 'text-halo-color': mapColours.halo, 'text-halo-width': 2 },
      },
    },
  ])
  useEffect(() => {
    map.setFilter(EDGE, ['==', ['get', 'circleId'], selectedId ?? ''])
  }, [map, selectedId])
  useEffect(() => {
    map.setPaintProperty(FILL, 'fill-opacity', isFaint ? 0.12 : 0.42)
  }, [map, isFaint])
  useLayerClick(FILL, isActive, ({ circleId }) => {
    if (typeof circleId === 'string') onPick(circleId)
  })
  return null
}
