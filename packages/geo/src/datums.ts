import gcoordModule from 'gcoord'
import { type Bd09, bd09, type DatumName, type Gcj02, gcj02, type Wgs84, wgs84 } from './coordinates.ts'

// The package declares an ES default export, but Node and bundlers both hand over the object itself.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

type Pair = readonly [number, number]

const FORWARD: Readonly<Record<Exclude<DatumName, 'wgs84'>, (lon: number, lat: number) => Pair>> = {
  gcj02: (lon, lat) => gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02),
  bd09: (lon, lat) => gcoord.transform([lon, lat], gcoord.WGS84, gcoord.BD09),
}

/** Converts one position of a licensed Chinese map to WGS84. The round trip is exact to less than 1 m (about 0.1 mm). */
export function toWgs84(datum: DatumName, lon: number, lat: number): Wgs84 {
  if (datum === 'wgs84' || !Number.isFinite(lon) || !Number.isFinite(lat)) return wgs84(lon, lat)
  const forward = FORWARD[datum]
  // The offset varies by less than 0.1 % per metre, so a fixed-point iteration gains two to three digits a round. The count is
  // bounded because the customary box has a rim where the offset starts abruptly and no solution exists.
  let guessLon = lon
  let guessLat = lat
  for (let round = 0; round < 8; round++) {
    const [gotLon, gotLat] = forward(guessLon, guessLat)
    const errorLon = gotLon - lon
    const errorLat = gotLat - lat
    if (!(Math.abs(errorLon) > 1e-9 || Math.abs(errorLat) > 1e-9)) break
    guessLon -= errorLon
    guessLat -= errorLat
  }
  return wgs84(guessLon, guessLat)
}

export function gcj02ToWgs84(point: Gcj02): Wgs84 {
  return toWgs84('gcj02', point[0], point[1])
}

export function bd09ToWgs84(point: Bd09): Wgs84 {
  return toWgs84('bd09', point[0], point[1])
}

/** Outside the customary box around China both datums are WGS84 for GCJ-02, and Baidu's constant shift for BD-09. */
export function wgs84ToGcj02(point: Wgs84): Gcj02 {
  const [lon, lat] = FORWARD.gcj02(point[0], point[1])
  return gcj02(lon, lat)
}

export function wgs84ToBd09(point: Wgs84): Bd09 {
  const [lon, lat] = FORWARD.bd09(point[0], point[1])
  return bd09(lon, lat)
}

/**
 * Whether the GCJ-02 offset is customarily applied here: the published implementations use this box, not the border, so it
 * also holds neighbouring countries. Degrees, either datum (the offset is under 1 km).
 */
export function isInChina(lon: number, lat: number): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}
