/**
 * The shapes of this domain's jsonb columns, as they are read back. What was stored was checked; a value of another shape is
 * passed over, not trusted.
 */
export type LonLat = readonly [lon: number, lat: number]

/** `entrances`, `footprint`: [[lon, lat], …] */
export function lonLats(value: unknown): [number, number][] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (!Array.isArray(item)) return []
    const [lon, lat]: unknown[] = item
    return typeof lon === 'number' && typeof lat === 'number' ? [[lon, lat] satisfies [number, number]] : []
  })
}

export type Attributes = Record<string, string | number | boolean | null>

/** `attributes`: a flat object */
export function attributesOf(value: unknown): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const flat: Attributes = {}
  for (const [key, item] of Object.entries(value)) {
    const isPlain = item === null || typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'
    if (isPlain) flat[key] = item
  }
  return flat
}

export interface StoredGeometry {
  readonly type: string
  readonly coordinates: unknown
}

/** `boundary`: a GeoJSON geometry */
export function geometryOf(value: unknown): StoredGeometry | null {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('coordinates' in value)) return null
  return typeof value.type === 'string' ? { type: value.type, coordinates: value.coordinates } : null
}
