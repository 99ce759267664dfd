import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { useElderMode } from '@xiayi/ui/elder-mode'
import {
  AttributionControl,
  Map as MapLibreMap,
  type MapMouseEvent,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { baseStyle } from './base-style.ts'
import { listenClicks } from './clicks.ts'
import { type DrawnMap, MapContext } from './map-context.ts'
import { mapWords } from './map-words.ts'
import { registerTileLoader, tileAddress } from './tile-loader.ts'

setWorkerUrl(workerUrl)
registerTileLoader()

import type { Box } from '@xiayi/geo/boxes'
export type View = { lon: number; lat: number; zoom: number }
type MapViewProps = {
  county: string
  attribution: string
  /** where the map opens: a view, else the box */
  view: View | null
  box: Box | null
  /** what lies over the map at its left and right edge, in pixels: the box opens between them */
  coveredLeft?: number
  coveredRight?: number
  label: string
  /** a still picture of a district: no scrolling of the page is caught by it */
  isCalm?: boolean
  onMove?: (view: View) => void
  /** A click that no layer took. */
  onClick?: (at: { lon: number; lat: number }) => void
  children?: ReactNode
}

function createMap(container: HTMLElement, props: MapViewProps): MapLibreMap {
  const { county, attribution, view, box, isCalm = false, coveredLeft = 0, coveredRight = 0 } = props
  const map = new MapLibreMap({
    container,
    style: baseStyle(tileAddress(county), attribution),
    attributionControl: false,
    localIdeographFontFamily: false,
    locale: mapWords,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: isCalm,
    minZoom: 8,
    maxZoom: 19,
    ...(view
      ? { center: [view.lon, view.lat], zoom: view.zoom }
      : box && {
          bounds: [...box],
          fitBoundsOptions: { padding: { left: coveredLeft + 24, top: 24, right: coveredRight + 24, bottom: 24 } },
        }),
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new AttributionControl({ compact: false }), 'bottom-right')
  map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-left')
  map.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
  return map
}

/**
 * The map itself: the base style and whatever layers are put inside it. One instance lives as long as its county and
 * the size of its letters, which is part of the style; the next one opens where the last one was.
 */
export function MapView(props: MapViewProps) {
  const { isElder } = useElderMode()
  const lastView = useRef(props.view)
  return (
    <MapInstance
      {...props}
      key={`${props.county} ${isElder}`}
      openAt={() => lastView.current}
      onMove={(view) => {
        lastView.current = view
        props.onMove?.(view)
      }}
    />
  )
}

function MapInstance(props: MapViewProps & { openAt: () => View | null }) {
  const { label, children, openAt } = props
  const container = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<DrawnMap | null>(null)
  const [isDrawn, setIsDrawn] = useState(false)
  const create = useEffectEvent((element: HTMLElement) => createMap(element, { ...props, view: openAt() }))
  const moved = useEffectEvent((of: MapLibreMap) => {
    const { lng, lat } = of.getCenter()
    props.onMove?.({ lon: lng, lat, zoom: of.getZoom() })
  })
  const clicked = useEffectEvent((event: MapMouseEvent, clicks: DrawnMap['clicks']) => {
    const at = { lon: event.lngLat.lng, lat: event.lngLat.lat }
    props.onClick?.(at)
    for (const hear of clicks) hear(at)
  })

  useEffect(() => {
    if (container.current === null) return
    const made = create(container.current)
    const picks: DrawnMap['picks'] = new Map()
    const clicks: DrawnMap['clicks'] = new Set()
    const takers: DrawnMap['takers'] = new Set()
    made.once('style.load', () => setDrawn({ map: made, picks, clicks, takers }))
    made.once('idle', () => setIsDrawn(true))
    made.on('moveend', () => moved(made))
    listenClicks(made, { picks, takers }, (event) => clicked(event, clicks))
    return () => {
      setDrawn(null)
      made.remove()
    }
  }, [])

  return (
    <div className="map-view">
      <div ref={container} className="map-view__canvas" role="region" aria-label={label} data-drawn={isDrawn} />
      {drawn !== null && <MapContext value={drawn}>{children}</MapContext>}
    </div>
  )
}
