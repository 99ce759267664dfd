import { type Box, boxOfPoints, isEmptyBox } from '@xiayi/geo/boxes'

type Shape = { geometry: { coordinates?: unknown } }

function* positions(coordinates: unknown): Generator<[number, number]> {
  if (!Array.isArray(coordinates)) return
  const [lon, lat] = coordinates
  if (typeof lon === 'number' && typeof lat === 'number') yield [lon, lat]
  else for (const part of coordinates) yield* positions(part)
}

function* allPositions(features: readonly Shape[]): Generator<[number, number]> {
  for (const { geometry } of features) yield* positions(geometry.coordinates)
}

/** The box around features of any kind; null when they have no point at all. */
export function boxOf(features: readonly Shape[]): Box | null {
  const box = boxOfPoints(allPositions(features))
  return isEmptyBox(box) ? null : box
}
