import { colours } from '@xiayi/ui/tokens'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useEveryClick } from './clicks.ts'
import { useDrawKeys } from './draw-keys.ts'
import { useGeoJson } from './geojson-layers.ts'
import { type At, useMap } from './map-context.ts'

export type DrawnPosition = readonly [lon: number, lat: number]

type DrawLineProps = {
  /** what is drawn so far; whoever keeps it decides what becomes of it */
  line: readonly DrawnPosition[]
  onAdd: (at: DrawnPosition) => void
  /** Esc: the last point is taken back, or the pen put away when there is none */
  onBack: () => void
  /** Enter or a double click */
  onEnd: () => void
}

/** A double click is two clicks on one spot: the second adds no point. */
const SAME_PX = 5

/** A line drawn point by point, over whatever lies on the map, with a thread from its last point to the pointer. */
export function DrawLine({ line, onAdd, onBack, onEnd }: DrawLineProps) {
  const map = useMap()
  const [pointer, setPointer] = useState<DrawnPosition | null>(null)
  const end = useEffectEvent(onEnd)
  useEveryClick(true, ({ lon, lat }: At) => {
    const last = line.at(-1)
    if (last !== undefined) {
      const [a, b] = [map.project([...last]), map.project([lon, lat])]
      if (Math.hypot(a.x - b.x, a.y - b.y) < SAME_PX) return
    }
    onAdd([lon, lat])
  })
  useDrawKeys({ onEnter: onEnd, onEscape: onBack })
  useEffect(() => {
    const move = (event: { lngLat: { lng: number; lat: number } }) => setPointer([event.lngLat.lng, event.lngLat.lat])
    const leave = () => setPointer(null)
    const twice = () => end()
    map.doubleClickZoom.disable()
    map.on('mousemove', move)
    map.on('mouseout', leave)
    map.on('dblclick', twice)
    return () => {
      map.doubleClickZoom.enable()
      map.off('mousemove', move)
      map.off('mouseout', leave)
      map.off('dblclick', twice)
    }
  }, [map])
  const data = useMemo(() => shapes(line, pointer), [line, pointer])
  useGeoJson('drawn-line', data, [
    {
      layer: {
        id: 'drawn-line-halo',
        type: 'line',
        filter: ['==', ['get', 'part'], 'line'],
        paint: { 'line-color': colours.card, 'line-width': 7 },
      },
    },
    {
      layer: {
        id: 'drawn-line',
        type: 'line',
        filter: ['==', ['get', 'part'], 'line'],
        paint: { 'line-color': colours.lakeDeep, 'line-width': 3.5 },
      },
    },
    {
      layer: {
        id: 'drawn-line-thread',
        type: 'line',
        filter: ['==', ['get', 'part'], 'thread'],
        paint: { 'line-color': colours.lakeDeep, 'line-width': 2, 'line-dasharray': [2, 2] },
      },
    },
    {
      layer: {
        id: 'drawn-line-points',
        type: 'circle',
        filter: ['==', ['get', 'part'], 'point'],
        paint: {
          'circle-radius': 5,
          'circle-color': colours.card,
          'circle-stroke-color': colours.lakeDeep,
          'circle-stroke-width': 2.5,
        },
      },
    },
  ])
  return null
}

function shapes(line: readonly DrawnPosition[], pointer: DrawnPosition | null) {
  const last = line.at(-1)
  return {
    type: 'FeatureCollection',
    features: [
      ...(line.length > 1 ? [feature('line', { type: 'LineString', coordinates: line })] : []),
      ...(last !== undefined && pointer !== null
        ? [feature('thread', { type: 'LineString', coordinates: [last, pointer] })]
        : []),
      ...line.map((coordinates) => feature('point', { type: 'Point', coordinates })),
    ],
  }
}

function feature(part: string, geometry: { type: string; coordinates: unknown }) {
  return { type: 'Feature', properties: { part }, geometry }
}
