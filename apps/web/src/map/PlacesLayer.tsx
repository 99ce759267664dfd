import { useEffect } from 'react'
import { useLayerClick } from './clicks.ts'
import { useMap } from './map-context.ts'
import { placeDotLayer, placeNameLayer } from './place-layers.ts'

type PlacesLayerProps = {
  /** of the layers on the map, where places are drawn more than once */
  id?: string
  category: string | null
  isActive: boolean
  onPick: (placeId: string) => void
}

/** Places from the tiles: all of them close in, one category from farther out. */
export function PlacesLayer({ id = 'place', category, isActive, onPick }: PlacesLayerProps) {
  const map = useMap()
  const dots = `${id}-dots`
  const names = `${id}-names`
  useEffect(() => {
    map.addLayer(placeDotLayer(dots, category))
    map.addLayer(placeNameLayer(names, category))
    return () => {
      if (map.style === undefined) return
      for (const layer of [dots, names]) if (map.getLayer(layer)) map.removeLayer(layer)
    }
  }, [map, category, dots, names])
  useLayerClick(dots, isActive, ({ id: place }) => {
    if (typeof place === 'string') onPick(place)
  })
  return null
}
