import { type Box, growBox, isInBox } from '@xiayi/geo/boxes'
import type { DatumName } from '@xiayi/geo/coordinates'
import { toWgs84 } from '@xiayi/geo/datums'
import { categoriesOf } from '../categories/category-mapping.rules.ts'
import type { CategorySet } from '../categories/category-set.ts'
import { hashOf, placeRecord, round7 } from './import-content.ts'
import type { FaultRecord, PlaceRecord } from './import-records.ts'
import type { PlaceField } from './place-columns.rules.ts'
import { normalName } from './place-judge.rules.ts'

/** One row of a list of places, before anything is believed. Texts as the file has them. */
export interface PlaceRow {
  readonly row: number
  readonly texts: Readonly<Partial<Record<PlaceField, string>>>
  /** cells beyond the header */
  readonly extraCells: number
  readonly attributes: PlaceRecord['attributes']
}

export interface PlaceRowContext {
  readonly datum: DatumName
  readonly categories: CategorySet
  /** the county's network; positions far outside are refused */
  readonly bounds: Box | null
  /** header of each field as the file writes it, to name the column */
  readonly headers: ReadonlyMap<PlaceField, string>
}

const LIMITS = { name: 200, address: 300, phone: 60, hours: 300, id: 100 } as const
/** A county's shops stand within its streets or a little beside. */
const OUTSIDE_M = 2000

type Fault = Omit<FaultRecord, 'type' | 'row' | 'name'>

export function readPlaceRow(row: PlaceRow, context: PlaceRowContext): PlaceRecord | FaultRecord {
  const name = clean(row.texts.name)
  const shown = name === '' ? null : Array.from(name).slice(0, 60).join('')
  const fault = textFault(row, context) ?? positionFault(row, context)
  if (fault !== undefined) return { type: 'fault', row: row.row, name: shown, ...fault }
  const at = positionOf(row.texts)
  const [lon, lat] = toWgs84(context.datum, at.lon, at.lat)
  const category = categoryOf(clean(row.texts.category), name, context)
  if ('message' in category) return { type: 'fault', row: row.row, name: shown, ...category }
  const id = clean(row.texts.id)
  return placeRecord({
    row: row.row,
    sourceId: id === '' ? idOf(name, lon, lat) : `id/${id}`,
    name,
    categoryIds: category.ids,
    lon,
    lat,
    address: orNull(clean(row.texts.address)),
    phone: orNull(clean(row.texts.phone)),
    hours: orNull(hoursOf(clean(row.texts.hours))),
    attributes: row.attributes,
    entrances: [],
    datum: context.datum,
    note: category.note,
  })
}

/** Without a column for it, a place is known by its name and where it is, to some ten metres. */
function idOf(name: string, lon: number, lat: number): string {
  return `at/${hashOf([normalName(name), lon.toFixed(4), lat.toFixed(4)]).slice(0, 24)}`
}

function textFault({ texts, extraCells }: PlaceRow, context: PlaceRowContext): Fault | undefined {
  const column = (field: PlaceField) => context.headers.get(field) ?? null
  if (extraCells > 0)
    return {
      column: null,
      message: `这一行比表头多出 ${extraCells} 格`,
      remedy: '检查这一行有没有多余的分隔符；内容里的逗号要用双引号括起来',
    }
  for (const field of ['name', 'category', 'address', 'phone', 'hours', 'id'] as const) {
    const text = texts[field] ?? ''
    if (text.includes('\ufffd'))
      return {
        column: column(field),
        message: '有认不出的字',
        remedy: '文件编码已损坏，请用 UTF-8 或 GB18030 重新导出',
      }
    if (/(?![\t\n\r])\p{Cc}/u.test(text) || !text.isWellFormed())
      return { column: column(field), message: '含有看不见的控制字符', remedy: '删掉这一格重新输入' }
    const most = field === 'category' ? LIMITS.name : LIMITS[field]
    if (Array.from(text.trim()).length > most)
      return { column: column(field), message: `内容超过 ${most} 个字`, remedy: '缩短后再传' }
  }
  if (clean(texts.name) === '') return { column: column('name'), message: '名称为空', remedy: '填写名称' }
  return undefined
}

function positionFault({ texts }: PlaceRow, context: PlaceRowContext): Fault | undefined {
  const column = (field: PlaceField) => context.headers.get(field) ?? context.headers.get('position') ?? null
  const { lon, lat } = positionOf(texts)
  for (const [field, value, most, word] of [
    ['lon', lon, 180, '经度'],
    ['lat', lat, 90, '纬度'],
  ] as const) {
    const given = clean(texts[field] ?? texts.position)
    if (given === '' && column(field) === 'geometry')
      return { column: 'geometry', message: '不是点要素，没有位置', remedy: '网点要用 Point 要素；面请先取中心点' }
    if (given === '')
      return {
        column: column(field),
        message: `${word}为空`,
        remedy: `填写${word}，用小数度数，如 ${field === 'lon' ? '116.1345' : '34.2400'}`,
      }
    if (!Number.isFinite(value))
      return {
        column: column(field),
        message: `${word}“${given.slice(0, 30)}”不是数字`,
        remedy: '用小数度数，不要写度分秒或单位',
      }
    if (Math.abs(value) <= most) continue
    const isSwapped = field === 'lat' && Math.abs(lon) <= 90 && Math.abs(lat) <= 180
    const remedy = isSwapped
      ? '经度和纬度可能写反了，请对调两列'
      : Math.abs(value) > 1000
        ? '像是投影坐标（米），请换成经纬度'
        : '检查是否多写或少写了小数点'
    return { column: column(field), message: `${word} ${value} 超出范围`, remedy }
  }
  return outsideFault(lon, lat, column('lon'), context)
}

function outsideFault(lon: number, lat: number, column: string | null, context: PlaceRowContext): Fault | undefined {
  if (lon === 0 && lat === 0) return { column, message: '经纬度都是 0，落在海里', remedy: '填写真实位置' }
  if (context.bounds === null) return undefined
  const box = growBox(context.bounds, OUTSIDE_M)
  const [x, y] = toWgs84(context.datum, lon, lat)
  if (isInBox(box, x, y)) return undefined
  const [swappedX, swappedY] = toWgs84(context.datum, lat, lon)
  const isSwapped = isInBox(box, swappedX, swappedY)
  return {
    column,
    message: `位置（${round7(lon)}，${round7(lat)}）在本县路网 ${OUTSIDE_M / 1000} 公里以外，可能在海里或别的县`,
    remedy: isSwapped ? '经度和纬度写反了，请对调两列' : '核对经纬度；不是本县的网点请删掉这一行',
  }
}

function positionOf(texts: PlaceRow['texts']): { lon: number; lat: number } {
  if (texts.lon !== undefined || texts.lat !== undefined) return { lon: degrees(texts.lon), lat: degrees(texts.lat) }
  const [lon, lat] = clean(texts.position).split(/[,;，；\s]+/)
  return { lon: degrees(lon), lat: degrees(lat) }
}

/** A plain decimal number, a degree sign allowed; nothing that only starts like one. */
function degrees(text: string | undefined): number {
  const plain = clean(text).replace(/°$/, '')
  return /^[+-]?\d{1,9}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : Number.NaN
}

function categoryOf(
  text: string,
  name: string,
  context: PlaceRowContext,
): { readonly ids: readonly string[]; readonly note: string | null } | Fault {
  const { categories } = context
  const column = context.headers.get('category') ?? null
  if (text === '') {
    const ids = categoriesOf({ name }, categories).map((match) => match.categoryId)
    if (ids.length > 0) return { ids, note: '没有写类别，按名称判断' }
    return { column, message: '没有类别，从名称也看不出', remedy: '填写类别，如“便利店”“药店”；可写几个，用分号隔开' }
  }
  const parts = text
    .split(/[;；、,，|]/)
    .map(clean)
    .filter((part) => part !== '')
  const named = parts.map(
    (part) => categories.categories.find((each) => each.id === part.toLowerCase() || each.name.zh === part)?.id,
  )
  const exact = named.filter((id) => id !== undefined)
  if (exact.length === parts.length) return { ids: [...new Set(exact)], note: null }
  const whole = categoriesOf({ name, vendorCategory: text }, categories)
  const each = parts.flatMap((part) => categoriesOf({ vendorCategory: part }, categories))
  const ids = [
    ...new Set([
      ...exact,
      ...(whole.some((match) => match.because.by === 'vendor') ? whole : [...each, ...whole]).map(
        (match) => match.categoryId,
      ),
    ]),
  ]
  const isByName = exact.length === 0 && each.length === 0 && whole.every((match) => match.because.by === 'name')
  if (ids.length > 0) return { ids, note: isByName ? `不认识的类别“${text.slice(0, 40)}”，按名称判断` : null }
  if (
    parts.some((part) => categories.nothingOfOurs.vendor.includes(part)) ||
    categories.nothingOfOurs.vendor.includes(text)
  )
    return { ids: [], note: `“${text}”不在评价的类别里，只供查找` }
  return {
    column,
    message: `不认识的类别“${text.slice(0, 40)}”`,
    remedy: '改成系统里的类别名称，如“便利店”“药店”；可写几个，用分号隔开',
  }
}

/** 08:00-22:00, 8:00～22:00 and 全天 become the OpenStreetMap form; anything else stays as it is and reads as unknown. */
function hoursOf(text: string): string {
  const plain = text.normalize('NFKC').trim()
  if (/^(?:24小时|全天|全天24小时|24小时营业|全天营业)$/.test(plain)) return '24/7'
  const range = /^(\d{1,2}):(\d{2})\s*[-~—–至到]+\s*(\d{1,2}):(\d{2})$/.exec(plain)
  if (range === null) return text
  const [, fromHour = '', from = '', toHour = '', to = ''] = range
  return `${fromHour.padStart(2, '0')}:${from}-${toHour.padStart(2, '0')}:${to}`
}

function clean(text: string | undefined): string {
  return (text ?? '').trim()
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}
