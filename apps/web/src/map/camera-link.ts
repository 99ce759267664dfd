import type { Map as MapLibreMap } from 'maplibre-gl'

/** Maps that show the same place: whichever is moved takes the others along. */
export interface CameraLink {
  readonly maps: Set<MapLibreMap>
  isFollowing: boolean
}

export function createCameraLink(): CameraLink {
  return { maps: new Set(), isFollowing: false }
}
