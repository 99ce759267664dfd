/** Every vertex of a GeoJSON polygon or multipolygon, however deep its rings lie. */
export function pointsOf(coordinates: unknown): [number, number][] {
  if (!Array.isArray(coordinates)) return []
  const [lon, lat]: unknown[] = coordinates
  if (typeof lon === 'number' && typeof lat === 'number') return [[lon, lat]]
  return coordinates.flatMap(pointsOf)
}
