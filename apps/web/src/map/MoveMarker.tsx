import { Marker } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useMap } from './map-context.ts'

type MoveMarkerProps = { lon: number; lat: number; label: string; onMove: (at: [lon: number, lat: number]) => void }

const METRES_PER_DEGREE = 111_195
const ARROWS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** A place that is moved: dragged, or by arrow keys a metre at a time, with Shift ten. */
export function MoveMarker({ lon, lat, label, onMove }: MoveMarkerProps) {
  const map = useMap()
  const moved = useEffectEvent(onMove)
  const marker = useRef<Marker | null>(null)
  useEffect(() => {
    const element = document.createElement('div')
    element.className = 'map-marker map-marker--place'
    element.tabIndex = 0
    element.setAttribute('role', 'application')
    const made = new Marker({ element, anchor: 'bottom', draggable: true }).setLngLat([0, 0]).addTo(map)
    marker.current = made
    made.on('dragend', () => {
      const { lng, lat: north } = made.getLngLat()
      moved([rounded(lng), rounded(north)])
    })
    element.addEventListener('keydown', (event) => {
      const arrow = ARROWS[event.key]
      if (arrow === undefined) return
      event.preventDefault()
      event.stopPropagation()
      const metres = event.shiftKey ? 10 : 1
      const { lng, lat: north } = made.getLngLat()
      const perLon = METRES_PER_DEGREE * Math.cos((north * Math.PI) / 180)
      // At once: the next key may come before the page has drawn this one.
      made.setLngLat([lng + (arrow[0] * metres) / perLon, north + (arrow[1] * metres) / METRES_PER_DEGREE])
      const at = made.getLngLat()
      moved([rounded(at.lng), rounded(at.lat)])
    })
    return () => {
      marker.current = null
      made.remove()
    }
  }, [map])
  // The element stays while the place moves, so that the keyboard's focus stays with it.
  useEffect(() => {
    marker.current?.setLngLat([lon, lat])
  }, [lon, lat])
  useEffect(() => {
    const words = `${label}：拖动，或按方向键移动，按住 Shift 每次 10 米`
    marker.current?.getElement().setAttribute('aria-label', words)
  }, [label])
  return null
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
