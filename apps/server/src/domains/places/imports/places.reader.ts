import { readFileSync, statSync } from 'node:fs'
import type { DatumName } from '@xiayi/geo/coordinates'
import { detectDatum } from '@xiayi/geo/detect-datum'
import { Problem } from '../../../platform/problem/problem.ts'
import { readCsv } from './csv.reader.ts'
import { fileKindOf } from './file-kind.ts'
import { readGeoJson } from './geojson.reader.ts'
import { recogniseColumns } from './import-columns.rules.ts'
import type { Report } from './import-reading.ts'
import type { ReadingSummary, ReadingTask } from './import-records.ts'
import type { NdjsonWriter } from './ndjson-writer.ts'
import { PLACE_COLUMNS, type PlaceField, REQUIRED_PLACE_COLUMNS } from './place-columns.rules.ts'
import { placeRowsOfGeoJson } from './place-features.ts'
import { type PlaceRow, readPlaceRow } from './place-row.rules.ts'
import { distanceToStreets } from './reference-distance.ts'
import { TABLE_LIMITS, type Table } from './table.ts'
import { readXlsx } from './xlsx.reader.ts'

interface PlaceRows {
  readonly rows: readonly PlaceRow[]
  readonly headers: ReadonlyMap<PlaceField, string>
  readonly understood: Readonly<Record<string, unknown>>
}

/** A list of places: CSV, XLSX, or GeoJSON points. */
export async function readPlaces(task: ReadingTask, records: NdjsonWriter, report: Report): Promise<ReadingSummary> {
  report(0.05, '读取表格')
  const { rows, headers, understood } = await placeRowsOf(task.file)
  if (rows.length === 0) throw new Problem('import-format', '只有表头，没有数据行。请加上数据后再传。')
  report(0.4, '检查坐标系')
  const { datum, evidence } = datumOf(task, rows)
  report(0.5, '逐行检查')
  const context = { datum, categories: task.categories, bounds: task.network?.bounds ?? null, headers }
  const rowOfId = new Map<string, number>()
  const timesSeen = new Map<string, number>()
  for (const [i, row] of rows.entries()) {
    if (i % 1000 === 999) report(0.5 + (0.5 * i) / rows.length, '逐行检查')
    const record = readPlaceRow(row, context)
    if (record.type === 'fault') {
      records.write(record)
      continue
    }
    const first = rowOfId.get(record.sourceId)
    if (first === undefined) {
      rowOfId.set(record.sourceId, row.row)
      records.write(record)
    } else if (record.sourceId.startsWith('id/')) {
      const message = `编号“${record.sourceId.slice(3)}”在第 ${first} 行已经用过`
      const remedy = '每行的编号要不同；重复的行请删掉一行'
      records.write({
        type: 'fault',
        row: row.row,
        name: record.name,
        column: headers.get('id') ?? null,
        message,
        remedy,
      })
    } else {
      // The same name at the same spot: told apart by their order, so that each can be decided on.
      const times = (timesSeen.get(record.sourceId) ?? 1) + 1
      timesSeen.set(record.sourceId, times)
      records.write({ ...record, sourceId: `${record.sourceId}/${times}` })
    }
  }
  return { understood: { ...understood, datum, ...evidence }, network: null }
}

async function placeRowsOf(file: string): Promise<PlaceRows> {
  const bytes = readSmall(file)
  const kind = fileKindOf(bytes)
  if (kind === 'tiff') throw new Problem('import-format', '这是栅格图。人口栅格请在类型里选“人口”再传。')
  if (kind === 'json') return placeRowsOfGeoJson(readGeoJson(bytes))
  return placeRowsOfTable(kind === 'xlsx' ? await readXlsx(bytes) : readCsv(bytes))
}

export function readSmall(file: string): Buffer {
  const { size } = statSync(file)
  const most = TABLE_LIMITS.fileBytes
  if (size > most)
    throw new Problem(
      'import-limits',
      `文件有 ${Math.ceil(size / 2 ** 20)} MB，超过 ${most / 2 ** 20} MB 的上限。请拆成几个文件再传。`,
    )
  return readFileSync(file)
}

function placeRowsOfTable(table: Table): PlaceRows {
  const { columns, headers, ignored, rows, width } = recogniseColumns(table, PLACE_COLUMNS, REQUIRED_PLACE_COLUMNS)
  const placeRows: PlaceRow[] = []
  for (const { row, cells } of rows) {
    const texts: Partial<Record<PlaceField, string>> = {}
    for (const [field, index] of columns) texts[field] = cells[index] ?? ''
    const extraCells = cells.slice(width).findLastIndex((cell) => cell.trim() !== '') + 1
    placeRows.push({ row, texts, extraCells, attributes: {} })
  }
  return {
    rows: placeRows,
    headers,
    understood: { ...table.understood, columns: Object.fromEntries(headers), ignoredColumns: ignored },
  }
}

/** The file's datum: as the clerk says, else WGS84 unless the streets say otherwise; then the whole file is refused. */
function datumOf(
  task: ReadingTask,
  rows: readonly PlaceRow[],
): { readonly datum: DatumName; readonly evidence: Readonly<Record<string, unknown>> } {
  if (task.datum !== null) return { datum: task.datum, evidence: { datumFrom: '上传时选定' } }
  if (task.network === null) return { datum: 'wgs84', evidence: { datumFrom: '没有路网可比对，按 WGS84 读' } }
  const positions = rows.flatMap(({ texts }) => {
    const [lon, lat] = [texts.lon, texts.lat].every((text) => text !== undefined)
      ? [Number(texts.lon), Number(texts.lat)]
      : (texts.position ?? '').split(/[,;，；\s]+/).map(Number)
    const isPosition =
      lon !== undefined && lat !== undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && lon !== 0
    return isPosition ? [[lon, lat] as const] : []
  })
  const found = detectDatum(
    positions.map(([lon]) => lon),
    positions.map(([, lat]) => lat),
    { distanceToReferenceM: distanceToStreets(task.network.file) },
  )
  const medians = Object.fromEntries(
    Object.entries(found.medianM).map(([name, metres]) => [name, Number.isFinite(metres) ? Math.round(metres) : null]),
  )
  if (found.datum === 'gcj02' || found.datum === 'bd09') {
    const words = found.datum === 'gcj02' ? 'GCJ-02（高德、腾讯等地图）' : 'BD-09（百度地图）'
    throw new Problem(
      'import-datum',
      `没有说明坐标系，而坐标看起来是 ${words}：按它换算后，${found.points} 个点到最近道路的距离中位数是 ${medians[found.datum]} 米，直接当作 WGS84 是 ${medians.wgs84} 米。没有保存任何内容。请在“坐标系”里选 ${found.datum === 'gcj02' ? 'GCJ-02' : 'BD-09'} 再传。`,
    )
  }
  const isSure = found.datum === 'wgs84'
  return {
    datum: 'wgs84',
    evidence: {
      datumFrom: isSure ? '与道路比对为 WGS84' : '与道路比对看不出，按 WGS84 读',
      datumReason: found.reason,
      medianMetresToStreet: medians,
    },
  }
}
