import { colours } from '@xiayi/ui/tokens'
import { BELOW_WATER } from './base-style.ts'
import { useGeoJson } from './geojson-layers.ts'

/** A piece of ground that is spoken of: lightly filled, its rim in strokes. */
export function AreaLayer({ area }: { area: { type: string; coordinates: unknown } }) {
  useGeoJson('area', area, [
    {
      layer: { id: 'area-fill', type: 'fill', paint: { 'fill-color': colours.lake, 'fill-opacity': 0.12 } },
      below: BELOW_WATER,
    },
    {
      layer: {
        id: 'area-rim',
        type: 'line',
        paint: { 'line-color': colours.lake, 'line-width': 2, 'line-dasharray': [3, 2] },
      },
    },
  ])
  return null
}
