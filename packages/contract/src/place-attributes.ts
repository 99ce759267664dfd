/**
 * What is said of a place beyond its fields, each with its word, its type and its unit. A key that is not here keeps the
 * name and the value that its source gave it.
 */
export type PlaceAttributeKind =
  | { readonly type: 'text' }
  | { readonly type: 'yes-no' }
  | { readonly type: 'number'; readonly unit: string; readonly least: number; readonly most: number }
  | { readonly type: 'day' }

export interface PlaceAttribute {
  readonly key: string
  readonly word: string
  readonly kind: PlaceAttributeKind
  /** asked of every place; the others are shown where a source has brought them */
  readonly isAsked: boolean
  /** what reads it */
  readonly readBy?: string
}

export type PlaceAttributeValue = string | number | boolean | null

const TEXT = { type: 'text' } as const
const YES_NO = { type: 'yes-no' } as const

export const PLACE_ATTRIBUTES: readonly PlaceAttribute[] = [
  { key: 'isChain', word: '连锁店', kind: YES_NO, isAsked: true, readBy: '连锁率的条款；没写时看有没有品牌' },
  { key: 'brand', word: '品牌', kind: TEXT, isAsked: true, readBy: '连锁率的条款' },
  {
    key: 'floorAreaM2',
    word: '营业面积',
    kind: { type: 'number', unit: '平方米', least: 1, most: 1_000_000 },
    isAsked: true,
  },
  { key: 'openedOn', word: '开业日期', kind: { type: 'day' }, isAsked: true },
  { key: 'hasDelivery', word: '送货上门', kind: YES_NO, isAsked: true },
  { key: 'isAccessible', word: '无障碍', kind: YES_NO, isAsked: true },
  { key: 'operator', word: '经营者', kind: TEXT, isAsked: false },
  { key: 'wheelchair', word: '轮椅通行', kind: TEXT, isAsked: false },
  { key: 'level', word: '楼层', kind: TEXT, isAsked: false },
  { key: 'capacity', word: '容量', kind: TEXT, isAsked: false },
  { key: 'beds', word: '床位', kind: TEXT, isAsked: false },
  { key: 'cuisine', word: '菜系', kind: TEXT, isAsked: false },
  { key: 'fee', word: '收费', kind: TEXT, isAsked: false },
  { key: 'access', word: '准入', kind: TEXT, isAsked: false },
  { key: 'website', word: '网址', kind: TEXT, isAsked: false },
  { key: 'indoor', word: '室内', kind: TEXT, isAsked: false },
  { key: 'social_facility:for', word: '服务对象', kind: TEXT, isAsked: false },
]

const byKey = new Map(PLACE_ATTRIBUTES.map((attribute) => [attribute.key, attribute]))

export function placeAttribute(key: string): PlaceAttribute | undefined {
  return byKey.get(key)
}

/** 营业面积; a key that has no word is its own. */
export function placeAttributeWord(key: string): string {
  return byKey.get(key)?.word ?? key
}

/** Why a value cannot be that of its attribute, and how it is written; undefined when it can. Null is: nothing is said. */
export function placeAttributeFault(
  key: string,
  value: PlaceAttributeValue,
): { message: string; remedy: string } | undefined {
  const known = byKey.get(key)
  if (known === undefined || value === null) return undefined
  const { word, kind } = known
  const shown = `${word}不能是“${String(value).slice(0, 40)}”`
  switch (kind.type) {
    case 'text':
      if (typeof value === 'string' && value.trim() !== '') return undefined
      return { message: shown, remedy: '写成文字；不知道就不填' }
    case 'yes-no':
      if (typeof value === 'boolean') return undefined
      return { message: shown, remedy: '选是或否；不知道就不填' }
    case 'number':
      if (typeof value === 'number' && value >= kind.least && value <= kind.most) return undefined
      return { message: shown, remedy: `写 ${kind.least} 到 ${kind.most} 之间的数，单位${kind.unit}；不知道就不填` }
    case 'day':
      if (typeof value === 'string' && isDay(value)) return undefined
      return { message: shown, remedy: '写成 2026-11-23 这样的日期；不知道就不填' }
  }
}

function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
