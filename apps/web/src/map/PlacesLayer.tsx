import { useEffect } from 'react'
import { useLayerClick } from './clicks.ts'
import { useMap } from './map-context.ts'
import { placeDotLayer, placeNameLayer } from './place-layers.ts'

type PlacesLayerProps = { category: string | null; isActive: boolean; onPick: (placeId: string) => void }

const DOTS = 'place-dots'
const NAMES = 'place-names'

/** Places from the tiles: all of them close in, one category from farther out. */
export function PlacesLayer({ category, isActive, onPick }: PlacesLayerProps) {
  const map = useMap()
  useEffect(() => {
    map.addLayer(placeDotLayer(DOTS, category))
    map.addLayer(placeNameLayer(NAMES, category))
    return () => {
      if (map.style === undefined) return
      for (const id of [DOTS, NAMES]) if (map.getLayer(id)) map.removeLayer(id)
    }
  }, [map, category])
  useLayerClick(DOTS, isActive, ({ id }) => {
    if (typeof id === 'string') onPick(id)
  })
  return null
}
