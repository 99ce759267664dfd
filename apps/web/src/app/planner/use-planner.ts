import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { View } from '../../map/MapView.tsx'
import type { PlannerSearch } from './planner-search.ts'

/** A patch of the address; null takes a name out. */
export type PlannerPatch = { readonly [Name in keyof PlannerSearch]?: string | null }

export interface Planner {
  readonly search: PlannerSearch
  /** Changes what is named and leaves the rest. `replace` for what a way back need not pass through, such as a dragged line. */
  readonly show: (patch: PlannerPatch, options?: { readonly replace?: boolean }) => void
}

/** The planner's view is its address: a link brings back the same map. */
export function usePlanner(): Planner {
  const search = useSearch({ from: '/office/map' })
  const navigate = useNavigate({ from: '/office/map' })
  return {
    search,
    show(patch, { replace = false } = {}) {
      void navigate({
        search: (before) => patched(before, patch),
        replace,
        resetScroll: false,
      })
    },
  }
}

export function patched(before: PlannerSearch, patch: PlannerPatch): PlannerSearch {
  return Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** Where the map opens, read once, and what writes a moved map into the address. */
export function usePlannerCamera(): { readonly openedAt: View | null; readonly moved: (view: View) => void } {
  const { search, show } = usePlanner()
  const [openedAt] = useState(() => viewOf(search))
  return {
    openedAt,
    moved({ lon, lat, zoom }) {
      show({ at: pointText({ lon, lat }, 5), z: zoom.toFixed(2) }, { replace: true })
    },
  }
}

function viewOf({ at, z }: PlannerSearch): View | null {
  const centre = pointOf(at)
  const zoom = Number(z)
  return centre !== null && zoom >= 8 && zoom <= 19 ? { ...centre, zoom } : null
}

export function pointOf(text: string | undefined): { lon: number; lat: number } | null {
  const parts = (text ?? '').split(',').map(Number)
  const [lon, lat] = parts
  const isPoint = parts.length === 2 && lon !== undefined && lat !== undefined
  return isPoint && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null
}

export function pointText({ lon, lat }: { lon: number; lat: number }, digits = 6): string {
  return `${lon.toFixed(digits)},${lat.toFixed(digits)}`
}
