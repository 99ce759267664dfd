import type { Box } from '@xiayi/geo/boxes'
import { useEffect, useRef } from 'react'
import { useMap } from './map-context.ts'

/** Brings a box into view when it changes. The first one is skipped when the page was opened at a view of its own. */
export function FlyTo({
  box,
  padding,
  skipsFirst = false,
}: {
  box: Box
  padding: { left: number; right: number; bottom: number }
  skipsFirst?: boolean
}) {
  const map = useMap()
  const isSkipped = useRef(skipsFirst)
  const [west, south, east, north] = box
  const { left, right, bottom } = padding
  useEffect(() => {
    if (isSkipped.current) {
      isSkipped.current = false
      return
    }
    map.fitBounds([west, south, east, north], {
      padding: { left: left + 40, bottom: bottom + 40, top: 60, right: right + 60 },
      maxZoom: 16.5,
      duration: 600,
    })
  }, [map, west, south, east, north, left, right, bottom])
  return null
}
