import { mapColours } from '@xiayi/ui/tokens'
import { LngLatBounds } from 'maplibre-gl'
import { useEffect } from 'react'
import { BELOW_NAMES } from './base-style.ts'
import { useGeoJson } from './geojson-layers.ts'
import { useMap } from './map-context.ts'

type Line = { type: 'LineString'; coordinates: [number, number][] }

/** One walk, drawn whole in the view. */
export function RouteLayer({ path }: { path: Line }) {
  const map = useMap()
  const shape = { 'line-cap': 'round', 'line-join': 'round' } as const
  useGeoJson('route', path, [
    {
      layer: { id: 'route-halo', type: 'line', layout: shape, paint: { 'line-color': '#fff', 'line-width': 8 } },
      below: BELOW_NAMES,
    },
    {
      layer: {
        id: 'route-line',
        type: 'line',
        layout: shape,
        paint: { 'line-color': mapColours.route, 'line-width': 4.4, 'line-dasharray': [0.2, 1.5] },
      },
      below: BELOW_NAMES,
    },
  ])
  useEffect(() => {
    const box = new LngLatBounds()
    for (const position of path.coordinates) box.extend(position)
    if (!box.isEmpty()) map.fitBounds(box, { padding: 80, maxZoom: 17, duration: 500 })
  }, [map, path])
  return null
}
