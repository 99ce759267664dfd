import { placeAttribute, placeAttributeWord } from '@xiayi/contract/place-attributes'
import type { FieldChange, PLACE_ACTIONS, PlaceContent } from '@xiayi/contract/place-edits'
import { type Attributes, attributesOf, lonLats } from '../stored-json.ts'

/** A place at one of its versions, as it is stored. */
export interface StoredContent extends Omit<PlaceContent, 'attributes' | 'entrances' | 'at'> {
  readonly at: readonly [lon: number, lat: number]
  readonly attributes: Attributes
  readonly entrances: readonly (readonly [lon: number, lat: number])[]
  readonly isRemoved: boolean
}

export type PlaceAction = (typeof PLACE_ACTIONS)[number]

/** A row of `place` as `to_jsonb` writes it: what `place_history` keeps. */
export function contentOfJson(row: unknown): StoredContent {
  const stored: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)
  const list: unknown[] = Array.isArray(stored.category_ids) ? stored.category_ids : []
  return {
    name: text(stored.name) ?? '',
    categoryIds: list.filter((id) => typeof id === 'string'),
    at: [number(stored.lon), number(stored.lat)],
    address: text(stored.address),
    phone: text(stored.phone),
    hours: text(stored.hours),
    attributes: attributesOf(stored.attributes),
    entrances: lonLats(stored.entrances),
    isRemoved: text(stored.removed_at) !== null,
  }
}

export function actionBetween(before: StoredContent | undefined, after: StoredContent): PlaceAction {
  if (before === undefined) return 'create'
  if (after.isRemoved) return 'remove'
  return before.isRemoved ? 'restore' : 'update'
}

/** What differs, field by field, in words; `categoryName` names a category by its id. */
export function changesBetween(
  before: StoredContent,
  after: StoredContent,
  categoryName: (id: string) => string,
): FieldChange[] {
  const shown = (content: StoredContent): readonly [field: string, value: string | null][] => [
    ['名称', content.name],
    ['类别', content.categoryIds.length === 0 ? null : content.categoryIds.map(categoryName).join('、')],
    ['位置', positionWords(content.at)],
    ['地址', content.address],
    ['电话', content.phone],
    ['营业时间', content.hours],
    ['出入口', content.entrances.length === 0 ? null : content.entrances.map(positionWords).join('；')],
  ]
  const old = new Map(shown(before))
  const fields = shown(after).map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value }))
  const keys = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])].toSorted()
  const attributes = keys.map((key) => ({
    field: `属性 ${placeAttributeWord(key)}`,
    before: valueWords(key, before.attributes[key]),
    after: valueWords(key, after.attributes[key]),
  }))
  return [...fields, ...attributes].filter((change) => change.before !== change.after)
}

function positionWords([lon, lat]: readonly [number, number]): string {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`
}

function valueWords(key: string, value: Attributes[string] | undefined): string | null {
  if (value === undefined || value === null) return null
  const kind = placeAttribute(key)?.kind
  if (typeof value === 'number' && kind?.type === 'number') return `${value} ${kind.unit}`
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value)
}

/** One line for people: 电话：无 → 0370-6212345；名称 … */
export function changesInWords(changes: readonly FieldChange[]): string {
  if (changes.length === 0) return '内容没有变'
  return changes.map(({ field, before, after }) => `${field}：${before ?? '无'} → ${after ?? '无'}`).join('；')
}
