import { mapColours } from '@xiayi/ui/tokens'
import { useGeoJson } from './geojson-layers.ts'

export function OutlineLayer({ data }: { data: { type: string; features: readonly unknown[] } }) {
  useGeoJson('outline', data, [
    {
      layer: {
        id: 'outline',
        type: 'line',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': mapColours.route, 'line-width': 2.4, 'line-dasharray': [3, 1.6] },
      },
    },
  ])
  return null
}
