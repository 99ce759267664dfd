import { isInRing, type Ring } from '@xiayi/geo/rings'

type Geometry = { type: string; coordinates?: unknown }
type Area<P> = { geometry: Geometry; properties: P }

function isRing(value: unknown): value is Ring {
  const isPoint = (point: unknown) =>
    Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number'
  return Array.isArray(value) && value.every(isPoint)
}

function rings({ type, coordinates }: Geometry): unknown[] {
  if (!Array.isArray(coordinates)) return []
  if (type === 'Polygon') return coordinates
  return type === 'MultiPolygon' ? coordinates.flat(1) : []
}

/** The first area that holds the point; undefined outside all. Even-odd over all rings takes care of holes and parts. */
export function containing<P>(areas: readonly Area<P>[], lon: number, lat: number): P | undefined {
  const holding = (area: Area<P>) => rings(area.geometry).filter((ring) => isRing(ring) && isInRing(ring, lon, lat))
  return areas.find((area) => holding(area).length % 2 === 1)?.properties
}
