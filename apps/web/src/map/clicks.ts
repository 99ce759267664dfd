import type { MapGeoJSONFeature, Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl'
import { useEffect, useEffectEvent } from 'react'
import { type At, type DrawnMap, type Pick, useDrawnMap } from './map-context.ts'

/** How far beside a dot a fingertip may come down, in pixels. */
const FINGER = 9

function under(
  map: MapLibreMap,
  { x, y }: { x: number; y: number },
  ids: readonly string[],
): MapGeoJSONFeature | undefined {
  const layers = ids.filter((id) => map.getLayer(id))
  const dots = layers.filter((id) => map.getLayer(id)?.type === 'circle')
  const around: [PointLike, PointLike] = [
    [x - FINGER, y - FINGER],
    [x + FINGER, y + FINGER],
  ]
  return map.queryRenderedFeatures(around, { layers: dots })[0] ?? map.queryRenderedFeatures([x, y], { layers })[0]
}

/** One handler for the whole map, so that what lies on top is what is picked, whatever was added first. */
export function listenClicks(
  map: MapLibreMap,
  { picks, takers }: Omit<DrawnMap, 'map' | 'clicks'>,
  onNothing: (event: MapMouseEvent) => void,
): void {
  map.on('click', (event) => {
    if (takers.size > 0) {
      for (const take of takers) take({ lon: event.lngLat.lng, lat: event.lngLat.lat })
      return
    }
    const feature = under(map, event.point, [...picks.keys()])
    const pick = feature && picks.get(feature.layer.id)
    if (feature && pick) pick(feature.properties)
    else onNothing(event)
  })
  map.on('mousemove', (event) => {
    if (takers.size > 0) {
      map.getCanvas().style.cursor = 'crosshair'
      return
    }
    map.getCanvas().style.cursor = under(map, event.point, [...picks.keys()]) ? 'pointer' : ''
  })
}

/** Calls back with the properties of what was clicked in a layer. */
export function useLayerClick(layerId: string, isActive: boolean, onPick: Pick): void {
  const { picks } = useDrawnMap()
  const pick = useEffectEvent(onPick)
  useEffect(() => {
    if (!isActive) return
    picks.set(layerId, (properties) => pick(properties))
    return () => {
      picks.delete(layerId)
    }
  }, [picks, layerId, isActive])
}

/** Calls back with a point of the map that was clicked and that no layer took. */
export function useMapClick(onClick: (at: At) => void): void {
  const { clicks } = useDrawnMap()
  const click = useEffectEvent(onClick)
  useEffect(() => {
    const heard = (at: At) => click(at)
    clicks.add(heard)
    return () => {
      clicks.delete(heard)
    }
  }, [clicks])
}

/** While active, every click of the map comes here and to no layer: for drawing over what is there. */
export function useEveryClick(isActive: boolean, onClick: (at: At) => void): void {
  const { takers } = useDrawnMap()
  const click = useEffectEvent(onClick)
  useEffect(() => {
    if (!isActive) return
    const heard = (at: At) => click(at)
    takers.add(heard)
    return () => {
      takers.delete(heard)
    }
  }, [takers, isActive])
}
