import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { Preview } from '@xiayi/contract/scenarios'

const pathWords = { path: '道路', footbridge: '人行天桥', crossing: '过街设施' } as const

/** One change in a line, for lists; `placeName` of the place that is moved or removed, where it is known. */
export function changeWords(change: ScenarioChange, categoryName: (id: string) => string, placeName?: string): string {
  switch (change.kind) {
    case 'add-place':
      return `新增${categoryName(change.categoryId)}${change.name === undefined ? '' : `“${change.name}”`}`
    case 'move-place':
      return placeName === undefined ? '搬动一个网点' : `搬动“${placeName}”`
    case 'remove-place':
      return placeName === undefined ? '移除一个网点' : `移除“${placeName}”`
    case 'open-gate':
      return '在小区围墙上开一个门'
    case 'add-path':
      return `新增${pathWords[change.pathKind]}`
    case 'close-path':
      return '封闭一段路'
    case 'add-housing':
      return `新增住房${change.name === undefined ? '' : `“${change.name}”`}，${change.under15 + change.from15to59 + change.over60} 人`
  }
}

/** Each change of a list in words, by its place in the list. */
export function changesInWords(
  changes: readonly ScenarioChange[],
  known: { categoryName: (id: string) => string; placesToday?: Preview['placesToday'] | undefined },
): (at: number) => string {
  const names = new Map(known.placesToday?.map(({ placeId, name }) => [placeId, name]))
  return (at) => {
    const change = changes[at]
    return change === undefined
      ? ''
      : changeWords(change, known.categoryName, 'placeId' in change ? names.get(change.placeId) : undefined)
  }
}

const markWords = {
  'add-place': '增',
  'move-place': '移',
  'remove-place': '去',
  'open-gate': '门',
  'close-path': '封',
  'add-housing': '楼',
} as const
const pathMarks = { path: '路', footbridge: '桥', crossing: '过' } as const

/** As it stands on the map: what it is in a sign, and its number in the list. */
export function changeMark(change: ScenarioChange, at: number): string {
  return `${change.kind === 'add-path' ? pathMarks[change.pathKind] : markWords[change.kind]}${at + 1}`
}

/** Where on the map a change lies; undefined for one that names a place only. */
export function changeAt(change: ScenarioChange): { lon: number; lat: number } | undefined {
  if ('lon' in change) return { lon: change.lon, lat: change.lat }
  if (change.kind !== 'add-path') return undefined
  const [lon = 0, lat = 0] = change.line[Math.floor(change.line.length / 2)] ?? []
  return { lon, lat }
}
