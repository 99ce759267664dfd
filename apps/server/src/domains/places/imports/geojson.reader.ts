import { Problem } from '../../../platform/problem/problem.ts'
import { TABLE_LIMITS } from './table.ts'
import { decodeText } from './text-encoding.ts'

/** One feature of a GeoJSON file (RFC 7946), nothing in it believed yet. */
export interface GeoFeature {
  /** from 1, in the order of the file */
  readonly number: number
  readonly id: string | null
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometryType: string | null
  readonly coordinates: unknown
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Own properties only: a file's `__proto__` is a name like any other and reaches nothing. */
export function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** @throws Problem import-format, import-limits */
export function readGeoJson(bytes: Uint8Array): readonly GeoFeature[] {
  const root = parsed(decodeText(bytes).text)
  if (!isObject(root)) throw notGeoJson()
  if (own(root, 'type') === 'Feature') return [featureOf(root, 1)]
  const features = own(root, 'features')
  if (own(root, 'type') !== 'FeatureCollection' || !Array.isArray(features)) throw notGeoJson()
  refuseOtherCrs(root)
  if (features.length > TABLE_LIMITS.rows)
    throw new Problem(
      'import-limits',
      `文件有 ${features.length} 个要素，超过 ${TABLE_LIMITS.rows} 个的上限。请拆成几个文件再传。`,
    )
  return features.map((feature: unknown, i) => featureOf(feature, i + 1))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where =
      error instanceof SyntaxError ? (/position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0] ?? '') : ''
    throw new Problem(
      'import-format',
      `文件不是完整的 JSON，像是被截断或改坏了${where === '' ? '' : `（${where}）`}。请重新导出后再传。`,
      { cause: error },
    )
  }
}

function notGeoJson(): Problem {
  return new Problem(
    'import-format',
    '这个 JSON 文件不是 GeoJSON 要素集（FeatureCollection）。请在 QGIS 等软件里导出为 GeoJSON。',
  )
}

/** The old `crs` member; RFC 7946 knows only WGS84. */
function refuseOtherCrs(root: Readonly<Record<string, unknown>>): void {
  const crs = own(root, 'crs')
  const properties = isObject(crs) ? own(crs, 'properties') : undefined
  const name = isObject(properties) ? own(properties, 'name') : undefined
  if (typeof name !== 'string' || /CRS84|EPSG:{1,2}(?:4326|4490)$/i.test(name)) return
  throw new Problem(
    'import-datum',
    `文件写明的坐标参考是 ${name.slice(0, 80)}，读不了。请导出为 WGS84 经纬度（EPSG:4326）。`,
  )
}

function featureOf(value: unknown, number: number): GeoFeature {
  if (!isObject(value)) return { number, id: null, properties: {}, geometryType: null, coordinates: null }
  const geometry = own(value, 'geometry')
  const properties = own(value, 'properties')
  const id = own(value, 'id')
  const type = isObject(geometry) ? own(geometry, 'type') : undefined
  return {
    number,
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    properties: isObject(properties) ? properties : {},
    geometryType: typeof type === 'string' ? type : null,
    coordinates: isObject(geometry) ? own(geometry, 'coordinates') : null,
  }
}
