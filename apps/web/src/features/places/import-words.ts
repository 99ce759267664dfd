import type { ImportRow, PlaceImport } from '@xiayi/contract/places'
import { countWords } from '@xiayi/ui/format'

export const kindWords = {
  places: '设施表（CSV、XLSX、GeoJSON）',
  osm: '地图（.osm.pbf、.osm）',
  areas: '社区边界（GeoJSON）',
  population: '人口（GeoTIFF、CSV）',
} as const satisfies Record<PlaceImport['kind'], string>

export const datumWords = {
  wgs84: 'WGS-84（GPS、OpenStreetMap）',
  gcj02: 'GCJ-02（高德、腾讯）',
  bd09: 'BD-09（百度）',
} as const

/** What a file of each kind consists of. */
export const rowUnits = { places: '行', osm: '项', areas: '项', population: '行' } as const satisfies Record<
  PlaceImport['kind'],
  string
>

export const stateWords = {
  received: { word: '已收到', tone: 'unknown' },
  checking: { word: '正在检查', tone: 'lake' },
  checked: { word: '待确认', tone: 'example' },
  applying: { word: '正在导入', tone: 'lake' },
  applied: { word: '已导入', tone: 'pass' },
  failed: { word: '没有成功', tone: 'fail' },
  cancelled: { word: '已取消', tone: 'unknown' },
} as const satisfies Record<
  PlaceImport['state'],
  { word: string; tone: 'unknown' | 'lake' | 'example' | 'pass' | 'fail' }
>

export const decisionWords = {
  keep: '保留原来的',
  replace: '用新的替换',
  create: '两个都要',
  drop: '不再保留',
} as const satisfies Record<NonNullable<ImportRow['decision']>, string>

/** What a conflict lets one choose: a row of the file, or something that was changed here and that the file does not fit. */
export const decisionsAbout = {
  row: ['keep', 'replace', 'create'],
  'gone-place': ['keep', 'drop'],
  'network-edit': ['keep', 'drop'],
} as const satisfies Record<ImportRow['about'], readonly NonNullable<ImportRow['decision']>[]>

export const aboutWords = {
  row: '',
  'gone-place': '登记过的网点',
  'network-edit': '路网修改',
} as const satisfies Record<ImportRow['about'], string>

/** In the order in which a clerk checks them. What has no word here is for the log and not for the screen. */
const understoodNames: readonly (readonly [key: string, word: string])[] = [
  ['warning', '注意'],
  ['format', '格式'],
  ['encoding', '编码'],
  ['damagedCharacters', '坏字'],
  ['separator', '分隔符'],
  ['sheet', '工作表'],
  ['columns', '认出的列'],
  ['ignoredColumns', '没用上的列'],
  ['features', '要素'],
  ['size', '格网'],
  ['datum', '坐标系'],
  ['datumFrom', '坐标系依据'],
  ['residents', '人口'],
  ['peopleIn', '文件里的人口'],
  ['peoplePlaced', '落到楼栋的人口'],
  ['peopleWithoutHome', '没有楼栋可落的人口'],
  ['peopleAround', '本县之外的人口'],
  ['homesWithoutData', '没有数据的住宅'],
  ['buildings', '建筑'],
  ['places', '设施'],
  ['compounds', '小区'],
  ['networkNodes', '路口'],
  ['missingNodes', '缺失的点'],
  ['unclosedRelations', '不闭合的面'],
]

function valueWords(key: string, value: unknown): string {
  if (typeof value === 'number') return countWords(value)
  if (Array.isArray(value)) return value.map((item) => valueWords(key, item)).join('、')
  if (typeof value === 'object' && value !== null) return valueWords(key, Object.values(value))
  const datum = Object.entries(datumWords).find(([name]) => key === 'datum' && name === value)
  return datum?.[1] ?? String(value)
}

/** What was understood of the file, as name and value for people. */
export function understoodWords(understood: PlaceImport['understood']): { name: string; value: string }[] {
  return understoodNames.flatMap(([key, name]) => {
    const value = understood[key]
    const words = value === undefined || value === null ? '' : valueWords(key, value)
    return words === '' ? [] : [{ name, value: words }]
  })
}

/** What a clerk must know of the whole file, a sentence each, with what to do. */
export function importNotes({ notes }: PlaceImport['understood']): readonly string[] {
  return Array.isArray(notes) ? notes.filter((note) => typeof note === 'string') : []
}

export function isUnderWay(state: PlaceImport['state']): boolean {
  return state === 'received' || state === 'checking' || state === 'applying'
}

/** The files that a kind of import takes, for the file chooser. */
export const acceptedFiles = {
  places: '.csv,.xlsx,.geojson,.json',
  osm: '.pbf,.osm,.xml',
  areas: '.geojson,.json',
  population: '.tif,.tiff,.csv,.xlsx',
} as const satisfies Record<PlaceImport['kind'], string>

/** The kind that a file's name suggests; what a spreadsheet holds only a person knows. */
export function guessKind(fileName: string): PlaceImport['kind'] | null {
  const name = fileName.toLowerCase()
  if (/\.(pbf|osm|osm\.xml)$/.test(name)) return 'osm'
  if (/\.tiff?$/.test(name)) return 'population'
  return null
}
