import type { MapMouseEvent } from 'maplibre-gl'
import { useEffect, useEffectEvent, useMemo } from 'react'
import { BELOW_NAMES } from './base-style.ts'
import { useMapClick } from './clicks.ts'
import { GroundCanvas, type GroundPaint, type GroundShape } from './ground-canvas.ts'
import { groundIndex } from './ground-index.ts'
import { useMap } from './map-context.ts'

/** A building by its row, or a hexagon by its index. */
export type GroundThing = { readonly kind: 'building' | 'hexagon'; readonly index: number }

type GroundLayerProps = {
  shape: GroundShape
  paint: GroundPaint
  /** what the paint shows, in a word: stands on the map's element once it has been drawn */
  name: string
  /** under the mouse, or in the middle of the map while the keyboard moves it; null: nothing */
  onLook: (thing: GroundThing | null) => void
  onPick: (thing: GroundThing) => void
}

/** How far beside a small building the mouse may point, in pixels. */
const NEAR_PX = 9

/** Buildings or hexagons in colours, what lies under the pointer, and what was clicked. */
export function GroundLayer({ shape, paint, name, onLook, onPick }: GroundLayerProps) {
  const map = useMap()
  const canvas = useMemo(() => new GroundCanvas('ground', shape), [shape])
  const index = useMemo(() => groundIndex(shape), [shape])
  const thingAt = (lon: number, lat: number): GroundThing | null => {
    const isHex = paint.draws === 'hexagons'
    const reach = (NEAR_PX * 360) / (512 * 2 ** map.getZoom())
    const found = isHex ? index.ringAt(lon, lat) : index.nearest(lon, lat, Math.max(reach, 12 / 111_000))
    return found < 0 ? null : { kind: isHex ? 'hexagon' : 'building', index: found }
  }
  const drawn = useEffectEvent(() => {
    map.getContainer().dataset['ground'] = name
  })
  const look = useEffectEvent((lngLat: { lng: number; lat: number } | null) => {
    onLook(lngLat === null ? null : thingAt(lngLat.lng, lngLat.lat))
  })
  useEffect(() => {
    canvas.onDrawn(() => requestAnimationFrame(() => drawn()))
    map.addLayer(canvas, BELOW_NAMES)
    return () => {
      if (map.style === undefined) return
      if (map.getLayer(canvas.id)) map.removeLayer(canvas.id)
      delete map.getContainer().dataset['ground']
    }
  }, [map, canvas])
  useEffect(() => {
    canvas.paint(paint)
  }, [paint, canvas])

  useEffect(() => {
    const moved = ({ lngLat, originalEvent }: MapMouseEvent) => {
      // Whoever drags something looks at that.
      if (originalEvent.buttons === 0) look(lngLat)
    }
    const left = () => look(null)
    // With the keyboard the map moves under a cross in its middle, and the cross reads.
    const keyed = () => {
      if (map.getCanvas().matches(':focus-visible')) look(map.getCenter())
    }
    map.on('mousemove', moved)
    map.on('mouseout', left)
    map.on('moveend', keyed)
    map.getCanvas().addEventListener('focus', keyed)
    return () => {
      map.off('mousemove', moved)
      map.off('mouseout', left)
      map.off('moveend', keyed)
      map.getCanvas().removeEventListener('focus', keyed)
    }
  }, [map])
  useEffect(() => {
    const entered = (event: KeyboardEvent) => {
      const thing = event.key === 'Enter' ? thingAt(map.getCenter().lng, map.getCenter().lat) : null
      if (thing !== null) onPick(thing)
    }
    map.getCanvas().addEventListener('keydown', entered)
    return () => map.getCanvas().removeEventListener('keydown', entered)
  })
  useMapClick(({ lon, lat }) => {
    const thing = thingAt(lon, lat)
    if (thing !== null) onPick(thing)
  })
  return null
}
