import type { GeoJSON } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useEffectEvent } from 'react'
import { useMap } from './map-context.ts'

type Geo = { type: string }
type LayerDraft = LayerSpecification extends infer L
  ? L extends { source: string }
    ? Omit<L, 'source'>
    : never
  : never

/** Where contract GeoJSON, whose coordinates are not typed further, meets the map's own type. */
function isGeoJson(data: Geo): data is GeoJSON {
  return 'features' in data || 'coordinates' in data || 'geometry' in data
}

function geoJson(data: Geo): GeoJSON {
  if (!isGeoJson(data)) throw new TypeError(`${data.type} is not GeoJSON`)
  return data
}

function removeAll(map: MapLibreMap, sourceId: string, layerIds: readonly string[]) {
  // The map may be gone already when a page closes; then its style is gone too.
  if (map.style === undefined) return
  for (const id of layerIds) if (map.getLayer(id)) map.removeLayer(id)
  if (map.getSource(sourceId)) map.removeSource(sourceId)
}

/**
 * Keeps one GeoJSON source and its layers on the map for as long as the calling component lives. `layers` are read
 * once; data may change at any time and is exchanged without redrawing the rest.
 */
export function useGeoJson(sourceId: string, data: Geo, layers: readonly { layer: LayerDraft; below?: string }[]) {
  const map = useMap()
  const draw = useEffectEvent(() => {
    map.addSource(sourceId, { type: 'geojson', data: geoJson(data) })
    for (const { layer, below } of layers) map.addLayer({ ...layer, source: sourceId }, below)
    return layers.map(({ layer }) => layer.id)
  })
  useEffect(() => {
    const ids = draw()
    return () => removeAll(map, sourceId, ids)
  }, [map, sourceId])
  useEffect(() => {
    void map.getSource<GeoJSONSource>(sourceId)?.setData(geoJson(data))
  }, [map, sourceId, data])
}
