import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { View } from '../../map/MapView.tsx'
import type { MapSearch } from '../router.tsx'

/**
 * What the map room shows is in the address: a link opens the same view. One subject at a time — a circle, a place, or
 * a point to walk from — and a way from the point to the place when both are there.
 */
type Subject = { circle?: string; place?: string; from?: string; category?: string }

function pair(text: string | undefined): [number, number] | null {
  const parts = (text ?? '').split(',').map(Number)
  const [lon, lat] = parts
  const isPair = parts.length === 2 && lon !== undefined && lat !== undefined
  return isPair && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null
}

const STREET_ZOOM = 14.6

function viewOf({ at, z, from }: MapSearch): View | null {
  const centre = pair(at)
  const zoom = Number(z)
  if (centre !== null && zoom >= 8 && zoom <= 19) return { lon: centre[0], lat: centre[1], zoom }
  const start = pair(from)
  return start === null ? null : { lon: start[0], lat: start[1], zoom: STREET_ZOOM }
}

export function useMapRoom() {
  const search = useSearch({ from: '/resident/map' })
  const navigate = useNavigate({ from: '/map' })
  const [openedAt] = useState(() => viewOf(search))
  const from = pair(search.from)

  function show(subject: Subject) {
    const { at, z } = search
    void navigate({ search: { ...(at && { at }), ...(z && { z }), ...subject } })
  }

  function moved({ lon, lat, zoom }: View) {
    const at = `${lon.toFixed(5)},${lat.toFixed(5)}`
    void navigate({ search: (before) => ({ ...before, at, z: zoom.toFixed(2) }), replace: true, resetScroll: false })
  }

  return {
    openedAt,
    circleId: search.circle ?? null,
    placeId: search.place ?? null,
    from: from === null ? null : { lon: from[0], lat: from[1] },
    category: search.category ?? null,
    show,
    moved,
  }
}

export type MapRoom = ReturnType<typeof useMapRoom>

export function pointText(at: { lon: number; lat: number }): string {
  return `${at.lon.toFixed(6)},${at.lat.toFixed(6)}`
}
