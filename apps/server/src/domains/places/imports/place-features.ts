import { type GeoFeature, own } from './geojson.reader.ts'
import { plainHeader } from './import-columns.rules.ts'
import { PLACE_COLUMNS, type PlaceField } from './place-columns.rules.ts'
import type { PlaceRow } from './place-row.rules.ts'

/** Point features as rows: each property is looked up under the same names as a spreadsheet's columns. */
export function placeRowsOfGeoJson(features: readonly GeoFeature[]): {
  readonly rows: readonly PlaceRow[]
  readonly headers: ReadonlyMap<PlaceField, string>
  readonly understood: Readonly<Record<string, unknown>>
} {
  const fields = new Map<string, PlaceField>()
  for (const { field, headers } of PLACE_COLUMNS)
    for (const header of headers) if (!fields.has(plainHeader(header))) fields.set(plainHeader(header), field)
  const headers = new Map<PlaceField, string>([
    ['lon', 'geometry'],
    ['lat', 'geometry'],
  ])
  const rows = features.map((feature): PlaceRow => {
    const texts: Partial<Record<PlaceField, string>> = { ...pointOf(feature) }
    for (const key of Object.keys(feature.properties)) {
      const field = fields.get(plainHeader(key))
      const text = textOf(own(feature.properties, key))
      if (field === undefined || text === undefined || field === 'lon' || field === 'lat' || field === 'position')
        continue
      if (texts[field] !== undefined) continue
      texts[field] = text
      headers.set(field, key)
    }
    if (texts.id === undefined && feature.id !== null) texts.id = feature.id
    return { row: feature.number, texts, extraCells: 0, attributes: {} }
  })
  return { rows, headers, understood: { format: 'GeoJSON', columns: Object.fromEntries(headers) } }
}

function pointOf(feature: GeoFeature): { lon: string; lat: string } {
  const { coordinates, geometryType } = feature
  if (geometryType !== 'Point' || !Array.isArray(coordinates)) return { lon: '', lat: '' }
  const [lon, lat]: unknown[] = coordinates
  return { lon: decimal(lon), lat: decimal(lat) }
}

function decimal(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return ''
  return Math.abs(value) < 1e-6 ? '0' : String(value)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}
