import { useEffect } from 'react'
import type { CameraLink } from './camera-link.ts'
import { useMap } from './map-context.ts'

/** Joins the map that it stands in to the others of the link, from where they are. */
export function LinkedCamera({ link }: { link: CameraLink }) {
  const map = useMap()
  useEffect(() => {
    const [first] = link.maps
    if (first !== undefined) map.jumpTo({ center: first.getCenter(), zoom: first.getZoom() })
    link.maps.add(map)
    const moved = () => {
      if (link.isFollowing) return
      link.isFollowing = true
      for (const other of link.maps) if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() })
      link.isFollowing = false
    }
    map.on('move', moved)
    return () => {
      link.maps.delete(map)
      map.off('move', moved)
    }
  }, [map, link])
  return null
}
