import { mapColours } from '@xiayi/ui/tokens'
import { BELOW_WATER } from './base-style.ts'
import { useGeoJson } from './geojson-layers.ts'

/** Bands of walking time: features with `colour` and `minutes`, the farthest first so that the nearest lies on top. */
export function WalkshedLayer({ data }: { data: { type: string } }) {
  useGeoJson('walkshed', data, [
    {
      layer: { id: 'walkshed-fill', type: 'fill', paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.5 } },
      below: BELOW_WATER,
    },
    { layer: { id: 'walkshed-line', type: 'line', paint: { 'line-color': ['get', 'colour'], 'line-width': 1.6 } } },
    {
      layer: {
        id: 'walkshed-edge',
        type: 'line',
        filter: ['==', ['get', 'minutes'], 15],
        paint: { 'line-color': mapColours.label, 'line-width': 0.8, 'line-dasharray': [2, 2] },
      },
    },
  ])
  return null
}
