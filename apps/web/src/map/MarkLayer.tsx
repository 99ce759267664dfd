import { Marker } from 'maplibre-gl'
import { useEffect } from 'react'
import { useMap } from './map-context.ts'

export type MapMark = {
  readonly lon: number
  readonly lat: number
  readonly text: string
  /** read aloud */
  readonly label: string
  /** gone: what is there will not be; odd: it does not fit what is there */
  readonly look: 'plain' | 'gone' | 'odd'
}

/** Words in a frame over everything that is drawn; clicks go through them to the map. */
export function MarkLayer({ marks }: { marks: readonly MapMark[] }) {
  const map = useMap()
  useEffect(() => {
    const markers = marks.map(({ lon, lat, text, label, look }) => {
      const element = document.createElement('div')
      element.className = `map-number map-number--still${look === 'plain' ? '' : ` map-number--${look}`}`
      element.textContent = text
      element.setAttribute('role', 'img')
      element.setAttribute('aria-label', label)
      return new Marker({ element }).setLngLat([lon, lat]).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, marks])
  return null
}
