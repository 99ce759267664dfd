import type { PlaceHistory, RecentPlaceChange } from '@xiayi/contract/place-edits'
import type { CountyDb } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { isId } from '../page-cursor.ts'
import { actionBetween, changesBetween, contentOfJson } from './place-changes.rules.ts'
import { categoryName, notThere } from './place-edits.service.ts'
import { recentDeskVersions, versionsOf } from './place-edits.sql.ts'

/** Every version of a place with what it changed, newest first; of a removed place too. @throws Problem not-found */
export async function historyOfPlace(county: CountyDb, id: string): Promise<PlaceHistory> {
  const rows = isId(id) ? await versionsOf(county.db, id) : []
  const last = rows.at(-1)
  if (last === undefined) throw notThere()
  const current = contentOfJson(last.content)
  const items = rows.map((row, i) => {
    const after = contentOfJson(row.content)
    const older = rows[i - 1]
    const before = older && contentOfJson(older.content)
    return {
      version: row.version,
      at: row.madeAt.toISOString(),
      via: row.via,
      by: row.by,
      action: actionBetween(before, after),
      changes: before === undefined ? [] : changesBetween(before, after, categoryName),
    }
  })
  return { id, name: current.name, isRemoved: current.isRemoved, version: last.version, items: items.toReversed() }
}

/** What the desk did to places, newest first. */
export async function recentChanges(
  county: CountyDb,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: RecentPlaceChange[]; nextCursor: string | null; total: null }> {
  const rows = await recentDeskVersions(county.db, { before: placeOfCursor(page.cursor), limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({
      placeId: row.placeId,
      name: row.name,
      version: row.version,
      at: row.madeAt.toISOString(),
      via: row.via,
      by: row.by,
      action: row.version === 1 ? 'create' : row.isRemoved ? 'remove' : row.wasRemoved ? 'restore' : 'update',
      isCurrent: row.isCurrent,
    })),
    nextCursor:
      rows.length > page.limit && last !== undefined
        ? `${last.madeAt.toISOString()}_${last.placeId}_${last.version}`
        : null,
    total: null,
  }
}

function placeOfCursor(cursor: string | undefined): { at: Date; placeId: string; version: number } | undefined {
  if (cursor === undefined) return undefined
  const [, time = '', placeId = '', version = ''] = /^(\d{4}-[0-9T:.-]+Z)_([0-9a-f-]{36})_(\d{1,9})$/.exec(cursor) ?? []
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !isId(placeId))
    throw new Problem('invalid-input', '翻页标记 cursor 不对，请从第一页开始。')
  return { at, placeId, version: Number(version) }
}
