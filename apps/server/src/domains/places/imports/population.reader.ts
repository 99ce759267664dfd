import { type Box, unionBox } from '@xiayi/geo/boxes'
import { Problem } from '../../../platform/problem/problem.ts'
import { readCsv } from './csv.reader.ts'
import { fileKindOf } from './file-kind.ts'
import { type ColumnMeaning, recogniseColumns } from './import-columns.rules.ts'
import type { Report } from './import-reading.ts'
import type { FaultRecord, NobodyRecord, PeopleRecord, ReadingSummary, ReadingTask } from './import-records.ts'
import type { NdjsonWriter } from './ndjson-writer.ts'
import { readSmall } from './places.reader.ts'
import { type Raster, readRaster } from './raster.reader.ts'
import type { Table } from './table.ts'
import { readXlsx } from './xlsx.reader.ts'

type Field = 'community' | 'building' | 'people' | 'under15' | 'from15to59' | 'over60' | 'households'

const COLUMNS: readonly ColumnMeaning<Field>[] = [
  {
    field: 'community',
    label: '社区代码',
    headers: [
      '社区代码',
      '社区编码',
      '村居代码',
      '统计代码',
      '行政区划代码',
      '社区',
      '社区名称',
      'communitycode',
      'community',
      'code',
    ],
  },
  {
    field: 'building',
    label: '建筑编号',
    headers: ['建筑编号', '楼栋编号', '房屋编号', '楼号', 'buildingid', 'building', 'osmid'],
  },
  {
    field: 'people',
    label: '人口',
    headers: ['人口', '常住人口', '总人口', '人数', '居民数', 'residents', 'population', 'people', 'total'],
  },
  {
    field: 'under15',
    label: '0-14岁',
    headers: ['0-14岁', '0~14岁', '0至14岁', '0-14', '14岁及以下', '15岁以下', 'under15', 'age0to14'],
  },
  {
    field: 'from15to59',
    label: '15-59岁',
    headers: ['15-59岁', '15~59岁', '15至59岁', '15-59', 'from15to59', 'age15to59'],
  },
  {
    field: 'over60',
    label: '60岁及以上',
    headers: ['60岁及以上', '60岁以上', '60+', '60岁+', '老年人口', 'over60', 'age60plus'],
  },
  { field: 'households', label: '户数', headers: ['户数', '家庭户', '总户数', 'households'] },
]

const REQUIRED = [
  { label: '社区代码或建筑编号', oneOf: [['community'], ['building']] },
  { label: '人口（或 0-14岁、15-59岁、60岁及以上 三列）', oneOf: [['people'], ['under15', 'from15to59', 'over60']] },
] as const satisfies readonly { label: string; oneOf: readonly (readonly Field[])[] }[]

/** More people than live in any 100 m of any city; the unit is then another. */
const MOST_IN_CELL = 100_000
const MOST_IN_ROW = 10_000_000

/** People: a raster of counts, or a table by community or by building. */
export async function readPopulation(
  task: ReadingTask,
  records: NdjsonWriter,
  report: Report,
): Promise<ReadingSummary> {
  if (task.network === null)
    throw new Problem('network-missing', '还没有街道地图和建筑，人口无处安放。请先导入街道地图（OSM）。')
  report(0.1, '读取人口')
  const bytes = readSmall(task.file)
  const kind = fileKindOf(bytes)
  if (kind === 'json') throw new Problem('import-format', '人口要用 GeoTIFF 栅格，或 CSV、XLSX 表格。')
  if (kind === 'tiff') return readCells(bytes, { ...task, network: task.network }, records, report)
  const table = kind === 'xlsx' ? await readXlsx(bytes) : readCsv(bytes)
  return readPeopleTable(table, records)
}

async function readCells(
  bytes: Uint8Array,
  task: ReadingTask & { readonly network: NonNullable<ReadingTask['network']> },
  records: NdjsonWriter,
  report: Report,
): Promise<ReadingSummary> {
  const raster = await readRaster(bytes)
  let row = 0
  const around = await raster.read(boundsOf(task, raster), ({ box, value }) => {
    if (value === 0) return records.write({ type: 'nobody', row, box } satisfies NobodyRecord)
    row++
    if (row % 5000 === 0) report(0.5, '读取人口')
    if (value > MOST_IN_CELL)
      records.write({
        type: 'fault',
        row,
        name: null,
        column: null,
        message: `这一格有 ${value.toPrecision(6)} 人，不像是人数`,
        remedy: '确认栅格的值是每格人数，不是密度或编号',
      } satisfies FaultRecord)
    else
      records.write({
        type: 'people',
        row,
        where: { by: 'box', box },
        people: value,
        byAge: null,
        households: null,
      } satisfies PeopleRecord)
  })
  if (row === 0) throw new Problem('import-format', '栅格在本县范围内没有人口。请确认栅格的位置，或先核对路网范围。')
  const [west, south, east, north] = raster.box
  return {
    understood: {
      format: 'GeoTIFF',
      size: `${raster.width} × ${raster.height}`,
      box: [west, south, east, north].map((degrees) => Math.round(degrees * 1e6) / 1e6),
      noData: raster.noData,
      ...(looksPartial(task.fileName) ? { warning: '文件名像是某一性别或年龄段的人口，不是总人口' } : {}),
    },
    network: null,
    around,
  }
}

/** Where the county is: its network, and every home, with the cell that it stands in. */
function boundsOf({ network, homes }: { network: { bounds: Box }; homes: Box | null }, raster: Raster): Box {
  if (homes === null) return network.bounds
  const halfX = (raster.box[2] - raster.box[0]) / raster.width / 2
  const halfY = (raster.box[3] - raster.box[1]) / raster.height / 2
  const [west, south, east, north] = homes
  return unionBox(network.bounds, [west - halfX, south - halfY, east + halfX, north + halfY])
}

/** WorldPop names its age and sex layers chn_f_60_2020; cut-outs of them are also called pop_60_f_wuhan. */
function looksPartial(fileName: string): boolean {
  return /(?:^|[_-])(?:[fm][_-]?\d{1,2}|\d{1,2}[_-][fm])(?:[_.-]|$)/i.test(fileName)
}

function readPeopleTable(table: Table, records: NdjsonWriter): ReadingSummary {
  const { columns, headers, ignored, rows } = recogniseColumns(table, COLUMNS, REQUIRED)
  const seen = new Map<string, number>()
  let count = 0
  for (const { row, cells } of rows) {
    count++
    const texts = new Map([...columns].map(([field, index]) => [field, (cells[index] ?? '').trim()]))
    const record = peopleRow(row, texts, headers)
    const key = record.type === 'people' ? keyOf(record) : undefined
    const first = key === undefined ? undefined : seen.get(key)
    if (first !== undefined)
      records.write({
        type: 'fault',
        row,
        name: key ?? null,
        column: null,
        message: `与第 ${first} 行重复`,
        remedy: '每个社区或建筑只写一行',
      })
    else records.write(record)
    if (key !== undefined && first === undefined) seen.set(key, row)
  }
  if (count === 0) throw new Problem('import-format', '只有表头，没有数据行。请加上数据后再传。')
  return {
    understood: { ...table.understood, columns: Object.fromEntries(headers), ignoredColumns: ignored },
    network: null,
  }
}

function keyOf({ where }: PeopleRecord): string {
  if (where.by === 'box') return where.box.join(' ')
  return where.by === 'community' ? where.code : where.id
}

function peopleRow(
  row: number,
  texts: ReadonlyMap<Field, string>,
  headers: ReadonlyMap<Field, string>,
): PeopleRecord | FaultRecord {
  const building = texts.get('building') ?? ''
  const community = texts.get('community') ?? ''
  const name = building === '' ? community : building
  const fault = (field: Field, message: string, remedy: string): FaultRecord => ({
    type: 'fault',
    row,
    name: name === '' ? null : name.slice(0, 60),
    column: headers.get(field) ?? null,
    message,
    remedy,
  })
  if (name === '')
    return fault(headers.has('building') ? 'building' : 'community', '没有写社区代码或建筑编号', '填写后再传')
  const numbers = new Map<Field, number>()
  for (const field of ['people', 'under15', 'from15to59', 'over60', 'households'] as const) {
    const text = (texts.get(field) ?? '').normalize('NFKC').replaceAll(',', '')
    if (text === '') continue
    const value = /^\d{1,9}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(value <= MOST_IN_ROW)) return fault(field, `“${text.slice(0, 30)}”不是人数`, '填写 0 或正整数，不带单位')
    numbers.set(field, value)
  }
  const [under15, from15to59, over60] = [numbers.get('under15'), numbers.get('from15to59'), numbers.get('over60')]
  const byAge =
    under15 !== undefined && from15to59 !== undefined && over60 !== undefined ? { under15, from15to59, over60 } : null
  const sum = byAge === null ? undefined : byAge.under15 + byAge.from15to59 + byAge.over60
  const people = numbers.get('people') ?? sum
  if (people === undefined) return fault('people', '没有写人口', '填写人口，或填全三个年龄段')
  if (sum !== undefined && sum !== people)
    return fault('people', `三个年龄段加起来是 ${sum}，人口写的是 ${people}`, '核对后改成一致')
  return {
    type: 'people',
    row,
    where: building === '' ? { by: 'community', code: community } : { by: 'building', id: building },
    people,
    byAge,
    households: numbers.get('households') ?? null,
  }
}
