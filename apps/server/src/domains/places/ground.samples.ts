import { plane } from '@xiayi/engine/network-fixtures'

/** Degrees of a point given in metres east and north of 116.13 E 34.24 N. */
export function at(east: number, north: number): [number, number] {
  return [round7(plane.lon(east)), round7(plane.lat(north))]
}

/** A square from one corner to the other, as a closed ring. */
export function square(west: number, south: number, east: number, north: number): [number, number][] {
  return [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
