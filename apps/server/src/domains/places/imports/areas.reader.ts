import { type Box, boxOfPoints, doBoxesOverlap, growBox } from '@xiayi/geo/boxes'
import type { DatumName } from '@xiayi/geo/coordinates'
import { toWgs84 } from '@xiayi/geo/datums'
import { type RingFault, removeDuplicates, ringFaults } from '@xiayi/geo/ring-faults'
import { orientPolygon, polygonAreaM2 } from '@xiayi/geo/rings'
import { Problem } from '../../../platform/problem/problem.ts'
import { fileKindOf } from './file-kind.ts'
import { type GeoFeature, own, readGeoJson } from './geojson.reader.ts'
import { plainHeader } from './import-columns.rules.ts'
import { areaRecord, hashOf, round7 } from './import-content.ts'
import type { Report } from './import-reading.ts'
import type { AreaKind, AreaRecord, FaultRecord, Point, ReadingSummary, ReadingTask } from './import-records.ts'
import type { NdjsonWriter } from './ndjson-writer.ts'
import { readSmall } from './places.reader.ts'

type Field = 'name' | 'code' | 'kind' | 'parentCode' | 'form' | 'urban' | 'residents'

const FIELDS: Readonly<Record<Field, readonly string[]>> = {
  name: ['名称', '社区名称', '行政区名称', '区域名称', 'name', 'name_zh', 'mc', 'xzqmc', 'title'],
  code: ['代码', '编码', '行政区划代码', '统计代码', '社区代码', 'code', 'adcode', 'dm', 'xzqdm', 'id'],
  kind: ['类型', '级别', '层级', '类别', 'kind', 'type', 'level'],
  parentCode: ['上级代码', '上级', '所属代码', 'parentcode', 'parent'],
  form: ['形式', '性质', '村居类型', 'form'],
  urban: ['城乡', '是否城镇', 'isurban', 'urban'],
  residents: ['人口', '常住人口', '居民数', '总人口', 'residents', 'population', 'pop'],
}

const KINDS: Readonly<Record<string, AreaKind>> = {
  县: 'county',
  区县: 'county',
  county: 'county',
  乡: 'town',
  镇: 'town',
  乡镇: 'town',
  街道: 'town',
  town: 'town',
  社区: 'community',
  居委会: 'community',
  村委会: 'community',
  村: 'community',
  行政村: 'community',
  小区: 'compound',
  community: 'community',
  compound: 'compound',
}

const FORMS = ['居委会', '村委会', '社区', '街道', '乡', '镇', '县']

/** More points than the most winding border has; checking where a ring crosses itself costs more than reading it. */
const LIMITS = { features: 5000, pointsEach: 50_000, points: 400_000 } as const

/** Boundaries as GeoJSON polygons. A boundary that crosses itself is refused with the place where it does. */
export function readAreas(task: ReadingTask, records: NdjsonWriter, report: Report): ReadingSummary {
  report(0.1, '读取边界')
  const features = featuresOf(task.file)
  const context = { datum: task.datum ?? 'wgs84', bounds: task.network?.bounds ?? null }
  const rowOfId = new Map<string, number>()
  const faults: FaultRecord[] = []
  let accepted = 0
  let points = 0
  for (const feature of features) {
    report(0.2 + (0.8 * feature.number) / features.length, '检查边界')
    points += countPoints(feature.coordinates)
    if (points > LIMITS.points)
      throw new Problem('import-limits', `边界一共超过 ${LIMITS.points} 个点。请简化边界后再传。`)
    const record = areaOf(feature, context)
    if (record.type === 'fault') faults.push(record)
    else {
      const first = rowOfId.get(record.sourceId)
      if (first !== undefined) {
        records.write(
          fault(feature, record.name, {
            column: '代码',
            message: `代码或名称与第 ${first} 个要素相同`,
            remedy: '每个区域的代码要不同；重复的请删掉一个',
          }),
        )
        continue
      }
      rowOfId.set(record.sourceId, record.row)
      accepted++
    }
    records.write(record)
  }
  if (accepted === 0 && faults.length > 0) throw nothingUsable(faults)
  const datumFrom = task.datum === null ? 'GeoJSON 规定为 WGS84' : '上传时选定'
  return {
    understood: { format: 'GeoJSON', features: features.length, datum: context.datum, datumFrom },
    network: null,
  }
}

function featuresOf(file: string): readonly GeoFeature[] {
  const bytes = readSmall(file)
  if (fileKindOf(bytes) !== 'json')
    throw new Problem('import-format', '边界要用 GeoJSON 文件。请在 QGIS 等软件里导出为 GeoJSON。')
  const features = readGeoJson(bytes)
  if (features.length === 0) throw new Problem('import-format', '文件里没有要素。请导出有边界的图层。')
  if (features.length > LIMITS.features)
    throw new Problem(
      'import-limits',
      `文件有 ${features.length} 个区域，超过 ${LIMITS.features} 个的上限。请拆成几个文件再传。`,
    )
  return features
}

function nothingUsable(faults: readonly FaultRecord[]): Problem {
  return new Problem('area-boundary', '没有一条边界可用，没有保存任何内容。', {
    errors: faults.slice(0, 20).map((each) => ({
      where: `第 ${each.row} 个要素${each.name === null ? '' : `“${each.name}”`}`,
      message: each.message,
      ...(each.remedy === null ? {} : { remedy: each.remedy }),
    })),
  })
}

interface AreaContext {
  readonly datum: DatumName
  readonly bounds: Box | null
}

function areaOf(feature: GeoFeature, context: AreaContext): AreaRecord | FaultRecord {
  const name = textOf(feature, 'name')
  if (name === '') return fault(feature, '', { column: '名称', message: '没有名称', remedy: '在属性里加上“名称”' })
  if (Array.from(name).length > 100 || /\p{Cc}|\ufffd/u.test(name))
    return fault(feature, name, { column: '名称', message: '名称太长或有认不出的字', remedy: '改好名称后再传' })
  const kind = kindOf(feature, name)
  if (kind === undefined)
    return fault(feature, name, {
      column: '类型',
      message: `不认识的类型“${textOf(feature, 'kind').slice(0, 30)}”`,
      remedy: '写“县”“乡镇”“社区”“村”或“小区”',
    })
  const shapes = polygonsOf(feature)
  if (shapes === undefined)
    return fault(feature, name, {
      column: 'geometry',
      message: '不是面',
      remedy: '边界要用 Polygon 或 MultiPolygon 要素',
    })
  const problem = shapeFault(shapes)
  if (problem !== undefined)
    return fault(feature, name, {
      column: 'geometry',
      message: problem,
      remedy: '在 QGIS 里用“修正几何图形”改好，或重新描这一段',
    })
  const polygons = shapes.map((rings) =>
    orientPolygon(rings.map((ring) => converted(removeDuplicates(ring), context.datum))),
  )
  if (polygons.some((polygon) => polygonAreaM2(polygon) < 100))
    return fault(feature, name, { column: 'geometry', message: '有一块面积不到 100 平方米', remedy: '删掉多余的小块' })
  if (isOutside(polygons, context.bounds))
    return fault(feature, name, {
      column: 'geometry',
      message: '边界在本县路网 2 公里以外',
      remedy: '核对坐标系和经纬度顺序；不是本县的请删掉',
    })
  const residents = Number(textOf(feature, 'residents') || Number.NaN)
  const code = textOf(feature, 'code')
  const form = textOf(feature, 'form')
  return areaRecord({
    row: feature.number,
    sourceId: code === '' ? `${kind}/${hashOf([kind, name]).slice(0, 24)}` : `${kind}/${code.slice(0, 60)}`,
    kind,
    code: code === '' ? null : code.slice(0, 60),
    name,
    form: form === '' ? (FORMS.find((word) => name.endsWith(word)) ?? null) : form.slice(0, 30),
    isUrban: /^(?:城镇|城市|城|是|1|true|urban)$/i.test(textOf(feature, 'urban')),
    parentCode: textOf(feature, 'parentCode').slice(0, 60) || null,
    polygons,
    entrances: [],
    residentsDeclared: Number.isInteger(residents) && residents >= 0 && residents < 2 ** 31 ? residents : null,
    note: null,
  })
}

function fault(
  feature: GeoFeature,
  name: string,
  words: { readonly column: string; readonly message: string; readonly remedy: string },
): FaultRecord {
  return { type: 'fault', row: feature.number, name: name === '' ? null : name, ...words }
}

function textOf(feature: GeoFeature, field: Field): string {
  for (const header of FIELDS[field])
    for (const key of Object.keys(feature.properties)) {
      if (plainHeader(key) !== plainHeader(header)) continue
      const value = own(feature.properties, key)
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
      if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    }
  return ''
}

/** Without a word for it, a name that ends like a town's is a town; everything else is a community. */
function kindOf(feature: GeoFeature, name: string): AreaKind | undefined {
  const word = textOf(feature, 'kind').toLowerCase()
  if (word !== '') return Object.hasOwn(KINDS, word) ? KINDS[word] : undefined
  if (/(?:镇|乡|街道|街道办事处)$/.test(name)) return 'town'
  return /[县旗]$/.test(name) ? 'county' : 'community'
}

type Rings = [number, number][][]

function polygonsOf({ geometryType, coordinates }: GeoFeature): Rings[] | undefined {
  const groups: unknown =
    geometryType === 'Polygon' ? [coordinates] : geometryType === 'MultiPolygon' ? coordinates : undefined
  if (!Array.isArray(groups) || groups.length === 0) return undefined
  return groups.map((rings: unknown) => (Array.isArray(rings) ? rings.map(ringOf) : []))
}

/** A position that is no pair of numbers becomes NaN, and is then named as a fault of the ring. */
function ringOf(ring: unknown): [number, number][] {
  if (!Array.isArray(ring)) return []
  return ring.map((position: unknown): [number, number] => {
    if (!Array.isArray(position)) return [Number.NaN, Number.NaN]
    const [lon, lat]: unknown[] = position
    return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : [Number.NaN, Number.NaN]
  })
}

function countPoints(coordinates: unknown): number {
  if (!Array.isArray(coordinates)) return 0
  // Three levels at most; deeper nesting is no polygon and is refused later, not walked.
  return coordinates.reduce((sum: number, rings: unknown) => {
    if (!Array.isArray(rings)) return sum
    const inner = rings.reduce((most: number, ring: unknown) => most + (Array.isArray(ring) ? ring.length : 1), 0)
    return sum + inner
  }, 0)
}

function shapeFault(polygons: readonly Rings[]): string | undefined {
  for (const rings of polygons) {
    if (rings.length === 0) return '有一块没有边界'
    for (const ring of rings) {
      if (ring.length > LIMITS.pointsEach) return `边界有 ${ring.length} 个点，超过 ${LIMITS.pointsEach} 个`
      const found = ringFaults(ring).find((each) => each.kind !== 'duplicate-vertex')
      if (found !== undefined) return faultWords(found)
    }
  }
  return undefined
}

function faultWords(found: RingFault): string {
  const at = ([lon, lat]: readonly [number, number]) => `（${lon.toFixed(6)}，${lat.toFixed(6)}）`
  switch (found.kind) {
    case 'self-intersection':
      return `边界自己相交，交点在${at(found.at)}，第 ${found.firstIndex + 1} 段与第 ${found.secondIndex + 1} 段`
    case 'not-closed':
      return `边界没有闭合：起点${at(found.first)}，终点${at(found.last)}`
    case 'too-short':
      return `边界只有 ${found.points} 个点，至少要 4 个`
    case 'not-a-coordinate':
      return `第 ${found.index + 1} 个点不是经纬度`
    case 'duplicate-vertex':
      return `第 ${found.index + 1} 个点重复`
  }
}

function converted(ring: readonly (readonly [number, number])[], datum: DatumName): Point[] {
  return ring.map(([lon, lat]) => {
    const [x, y] = toWgs84(datum, lon, lat)
    return [round7(x), round7(y)] as const
  })
}

function isOutside(polygons: readonly (readonly (readonly Point[])[])[], bounds: Box | null): boolean {
  if (bounds === null) return false
  return !doBoxesOverlap(boxOfPoints(polygons.flatMap((polygon) => [...(polygon[0] ?? [])])), growBox(bounds, 2000))
}
