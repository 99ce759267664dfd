import { useSyncExternalStore } from 'react'
import type { Plots } from '../../../features/scenarios/plot-file.ts'

/**
 * Spots and plots that somebody draws or imports as candidates: shared by the panel and the map, and kept until the page is left.
 * They are too many for an address, so a link does not carry them.
 */
export interface DrawnSpots {
  readonly plots: Plots
  /** corners of the plot being drawn */
  readonly draft: readonly (readonly [lon: number, lat: number])[]
}

const NOTHING: DrawnSpots = { plots: [], draft: [] }
let spots = NOTHING
const listeners = new Set<() => void>()

function set(next: DrawnSpots) {
  spots = next
  for (const listener of listeners) listener()
}

export function useDrawnSpots(): DrawnSpots {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => spots,
  )
}

export function addSpot(lon: number, lat: number): void {
  const geometry = { type: 'Point' as const, coordinates: [lon, lat] satisfies [number, number] }
  set({ ...spots, plots: [...spots.plots, { geometry }] })
}

export function addCorner(lon: number, lat: number): void {
  set({ ...spots, draft: [...spots.draft, [lon, lat]] })
}

/** Three corners or more become a plot; fewer are forgotten. */
export function closePlot(): void {
  const [first] = spots.draft
  if (first === undefined || spots.draft.length < 3) return set({ ...spots, draft: [] })
  const ring = [...spots.draft, first].map(([lon, lat]): [number, number] => [lon, lat])
  set({ plots: [...spots.plots, { geometry: { type: 'Polygon' as const, coordinates: [ring] } }], draft: [] })
}

export function addPlots(plots: Plots): void {
  set({ ...spots, plots: [...spots.plots, ...plots] })
}

/** The last corner, or the last plot where none is being drawn. */
export function takeBack(): void {
  if (spots.draft.length > 0) set({ ...spots, draft: spots.draft.slice(0, -1) })
  else set({ ...spots, plots: spots.plots.slice(0, -1) })
}

export function forgetSpots(): void {
  set(NOTHING)
}
