import { colours } from '@xiayi/ui/tokens'
import { Marker } from 'maplibre-gl'
import { useEffect, useEffectEvent } from 'react'
import { useGeoJson } from './geojson-layers.ts'
import { useMap } from './map-context.ts'

type Features = { type: string; features: readonly unknown[] }

/** Spots and plots that may be chosen; the plot being drawn has `isDraft`. */
export function CandidatesLayer({ data }: { data: Features }) {
  useGeoJson('candidates', data, [
    {
      layer: {
        id: 'candidates-fill',
        type: 'fill',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colours.example, 'fill-opacity': 0.22 },
      },
    },
    {
      layer: {
        id: 'candidates-line',
        type: 'line',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': colours.example, 'line-width': 2, 'line-dasharray': [2, 1.4] },
      },
    },
    {
      layer: {
        id: 'candidates-dot',
        type: 'circle',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 5,
          'circle-color': colours.exampleSoft,
          'circle-stroke-color': colours.example,
          'circle-stroke-width': 2,
        },
      },
    },
  ])
  return null
}

type Suggestion = { readonly lon: number; readonly lat: number; readonly label: string }
type SuggestionMarkersProps = { suggestions: readonly Suggestion[]; chosen: number; onPick: (order: number) => void }

/** Where to build, numbered from 1 in the order of what each adds: buttons over everything that is drawn. */
export function SuggestionMarkers({ suggestions, chosen, onPick }: SuggestionMarkersProps) {
  const map = useMap()
  const pick = useEffectEvent(onPick)
  useEffect(() => {
    const markers = suggestions.map(({ lon, lat, label }, at) => {
      const element = document.createElement('button')
      element.type = 'button'
      element.className = at + 1 === chosen ? 'map-number map-number--chosen' : 'map-number'
      element.textContent = String(at + 1)
      element.setAttribute('aria-label', label)
      element.addEventListener('click', (event) => {
        event.stopPropagation()
        pick(at + 1)
      })
      return new Marker({ element }).setLngLat([lon, lat]).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, suggestions, chosen])
  return null
}
