import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface CircleRow {
  readonly id: string
  readonly name: string
  readonly isPilot: boolean
  readonly isUrban: boolean
  readonly profile: string
  readonly speedMetresPerSecond: number | null
  readonly version: number
  readonly areaIds: readonly string[]
}

function circleRows(db: Db) {
  return db
    .selectFrom('circle')
    .innerJoin('circle_area', 'circle_area.circle_id', 'circle.id')
    .groupBy('circle.id')
    .select([
      'circle.id',
      'circle.name',
      'circle.is_pilot as isPilot',
      'circle.is_urban as isUrban',
      'circle.profile',
      'circle.speed_metres_per_second as speedMetresPerSecond',
      'circle.version',
      sql<string[]>`array_agg(circle_area.area_id order by circle_area.area_id)`.as('areaIds'),
    ])
    .orderBy('circle.created_at')
    .orderBy('circle.name')
}

export async function allCircles(db: Db): Promise<readonly CircleRow[]> {
  return circleRows(db).execute()
}

export async function circleById(db: Db, id: string): Promise<CircleRow | undefined> {
  return circleRows(db).where('circle.id', '=', id).executeTakeFirst()
}

/** Communities that no circle covers yet. */
export async function areaIdsInCircles(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('circle_area').select('area_id').distinct().execute()
  return new Set(rows.map((row) => row.area_id))
}

export async function insertCircle(
  tx: Tx,
  circle: {
    readonly name: string
    readonly isUrban: boolean
    readonly isPilot: boolean
    readonly areaIds: readonly string[]
    readonly profile?: string
    readonly speedMetresPerSecond?: number | null
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('circle')
    .values({
      name: circle.name,
      is_urban: circle.isUrban,
      is_pilot: circle.isPilot,
      profile: circle.profile ?? 'adult',
      speed_metres_per_second: circle.speedMetresPerSecond ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('circle_area')
    .values(circle.areaIds.map((areaId) => ({ circle_id: id, area_id: areaId })))
    .execute()
  return id
}

/** Exactly these circles are pilots. */
export async function setPilots(tx: Tx, circleIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('circle')
    .set({ is_pilot: sql`id = any(${sql.val([...circleIds])}::uuid[])` })
    .execute()
}

/** One at a time until the transaction ends: two evaluations at once must not both find a community without a circle. */
export async function lockCircles(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('circles of ' || current_schema()))`.execute(tx)
}

/**
 * Everything people may change about a circle; its communities are exactly those named. False when the circle is no longer
 * at the version that the change was based on.
 */
export async function replaceCircle(
  tx: Tx,
  id: string,
  draft: {
    readonly name: string
    readonly isPilot: boolean
    readonly isUrban: boolean
    readonly profile: string
    readonly speedMetresPerSecond: number | null
    readonly communityIds: readonly string[]
    readonly basedOn: number
  },
): Promise<boolean> {
  const reply = await tx
    .updateTable('circle')
    .set({
      name: draft.name,
      is_pilot: draft.isPilot,
      is_urban: draft.isUrban,
      profile: draft.profile,
      speed_metres_per_second: draft.speedMetresPerSecond,
      version: draft.basedOn + 1,
    })
    .where('id', '=', id)
    .where('version', '=', draft.basedOn)
    .executeTakeFirst()
  if (reply.numUpdatedRows === 0n) return false
  await tx.deleteFrom('circle_area').where('circle_id', '=', id).execute()
  await tx
    .insertInto('circle_area')
    .values([...new Set(draft.communityIds)].map((areaId) => ({ circle_id: id, area_id: areaId })))
    .execute()
  return true
}
