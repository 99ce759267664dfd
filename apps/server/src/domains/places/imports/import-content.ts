import { hash } from 'node:crypto'
import { pinyinOf } from '../search/pinyin.rules.ts'
import type { AreaRecord, BuildingRecord, PlaceRecord } from './import-records.ts'

/**
 * Records as they are compared: two imports with the same hash say the same of a thing. What the project derives (pinyin)
 * stays out, what the source says stays in. Coordinates are rounded to 1e-7 degrees, about a centimetre.
 */
export type PlaceContent = Omit<PlaceRecord, 'type' | 'sha256' | 'pinyin' | 'initials'>
export type BuildingContent = Omit<BuildingRecord, 'type' | 'sha256'>
export type AreaContent = Omit<AreaRecord, 'type' | 'sha256'>

export function placeRecord(content: PlaceContent): PlaceRecord {
  const at = { lon: round7(content.lon), lat: round7(content.lat) }
  const { row: _row, sourceId: _id, note: _note, ...said } = content
  return {
    type: 'place',
    ...content,
    ...at,
    ...pinyinOf(content.name),
    sha256: hashOf({ ...said, ...at }),
  }
}

export function buildingRecord(content: BuildingContent): BuildingRecord {
  const at = { lon: round7(content.lon), lat: round7(content.lat) }
  const { row: _row, sourceId: _id, ...said } = content
  return { type: 'building', ...content, ...at, sha256: hashOf({ ...said, ...at }) }
}

export function areaRecord(content: AreaContent): AreaRecord {
  const { row: _row, sourceId: _id, note: _note, ...said } = content
  return { type: 'area', ...content, sha256: hashOf(said) }
}

export function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

/** Depends on what an object says, not on the order its keys were set in; one level of nested objects likewise. */
export function hashOf(value: unknown): string {
  return hash('sha256', JSON.stringify(inOrder(value, 2)))
}

function inOrder(value: unknown, levels: number): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each, levels - 1)]),
  )
}
