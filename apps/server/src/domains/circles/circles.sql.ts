import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface CircleRow {
  readonly id: string
  readonly name: string
  readonly isPilot: boolean
  readonly isUrban: boolean
  readonly profile: string
  readonly speedMetresPerSecond: number | null
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
  circle: { name: string; isUrban: boolean; isPilot: boolean; areaIds: readonly string[] },
): Promise<string> {
  const { id } = await tx
    .insertInto('circle')
    .values({ name: circle.name, is_urban: circle.isUrban, is_pilot: circle.isPilot })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('circle_area')
    .values(circle.areaIds.map((areaId) => ({ circle_id: id, area_id: areaId })))
    .execute()
  return id
}

export interface FactRow {
  readonly circleId: string
  readonly key: string
  readonly value: unknown
  readonly evidence: string | null
  readonly observedOn: string
}

export async function allFacts(db: Db): Promise<readonly FactRow[]> {
  return db
    .selectFrom('circle_fact')
    .select(['circle_id as circleId', 'key', 'value', 'evidence', 'observed_on as observedOn'])
    .orderBy('circle_id')
    .orderBy('key')
    .execute()
}

export async function upsertFacts(tx: Tx, facts: readonly FactRow[]): Promise<void> {
  for (const fact of facts)
    await tx
      .insertInto('circle_fact')
      .values({
        circle_id: fact.circleId,
        key: fact.key,
        value: JSON.stringify(fact.value),
        evidence: fact.evidence,
        observed_on: fact.observedOn,
      })
      .onConflict((conflict) =>
        conflict.columns(['circle_id', 'key']).doUpdateSet({
          value: JSON.stringify(fact.value),
          evidence: fact.evidence,
          observed_on: fact.observedOn,
          recorded_at: sql`now()`,
        }),
      )
      .execute()
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

/** Everything people may change about a circle; its communities are exactly those named. */
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
  },
): Promise<void> {
  await tx
    .updateTable('circle')
    .set({
      name: draft.name,
      is_pilot: draft.isPilot,
      is_urban: draft.isUrban,
      profile: draft.profile,
      speed_metres_per_second: draft.speedMetresPerSecond,
    })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('circle_area').where('circle_id', '=', id).execute()
  await tx
    .insertInto('circle_area')
    .values([...new Set(draft.communityIds)].map((areaId) => ({ circle_id: id, area_id: areaId })))
    .execute()
}

export async function factsOfCircle(db: Db, circleId: string): Promise<readonly FactRow[]> {
  return db
    .selectFrom('circle_fact')
    .select(['circle_id as circleId', 'key', 'value', 'evidence', 'observed_on as observedOn'])
    .where('circle_id', '=', circleId)
    .orderBy('key')
    .execute()
}
