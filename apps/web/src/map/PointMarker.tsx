import { Marker } from 'maplibre-gl'
import { useEffect } from 'react'
import { useMap } from './map-context.ts'

type PointMarkerProps = { lon: number; lat: number; kind: 'from' | 'place'; label: string }

export function PointMarker({ lon, lat, kind, label }: PointMarkerProps) {
  const map = useMap()
  useEffect(() => {
    const element = document.createElement('div')
    element.className = `map-marker map-marker--${kind}`
    const marker = new Marker({ element, anchor: kind === 'place' ? 'bottom' : 'center' })
      .setLngLat([lon, lat])
      .addTo(map)
    element.setAttribute('role', 'img')
    element.setAttribute('aria-label', label)
    return () => {
      marker.remove()
    }
  }, [map, lon, lat, kind, label])
  return null
}
