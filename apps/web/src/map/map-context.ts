import type { Map as MapLibreMap } from 'maplibre-gl'
import { createContext, useContext } from 'react'

export type Pick = (properties: Record<string, unknown>) => void
export type At = { lon: number; lat: number }
/**
 * The map, what each layer that can be clicked does with the feature under the finger, who hears of a click that no layer
 * took, and who takes every click while something is drawn.
 */
export type DrawnMap = {
  map: MapLibreMap
  picks: Map<string, Pick>
  clicks: Set<(at: At) => void>
  takers: Set<(at: At) => void>
}

export const MapContext = createContext<DrawnMap | null>(null)

export function useDrawnMap(): DrawnMap {
  const drawn = useContext(MapContext)
  if (drawn === null) throw new Error('a map layer is used outside MapView')
  return drawn
}

/** The map that a layer is drawn on. Layers are children of `MapView`. */
export function useMap(): MapLibreMap {
  return useDrawnMap().map
}
