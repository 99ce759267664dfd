import { useEffect, useRef } from 'react'
import { type At, useMap } from './map-context.ts'

/** Degrees are typed digit by digit: the map waits until nobody types. */
const PAUSE_MS = 500

/** Brings a point that moved out of the map's view back into it. */
export function KeepInSight({ lon, lat }: At) {
  const map = useMap()
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const timer = setTimeout(() => {
      if (!map.getBounds().contains([lon, lat])) map.jumpTo({ center: [lon, lat] })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [map, lon, lat])
  return null
}
