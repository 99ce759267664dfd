import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'

export type FactChannel = 'screen' | 'phone' | 'sheet' | 'program'

export interface FactRow {
  readonly circleId: string
  readonly key: string
  /** null: taken back, nobody knows */
  readonly value: unknown
  readonly evidence: string | null
  readonly observedOn: string
  readonly by: string | null
  readonly channel: FactChannel
  readonly version: number
  readonly recordedAt: Date
}

export type FactWrite = Omit<FactRow, 'recordedAt'>

function channelOf(text: string): FactChannel {
  return text === 'screen' || text === 'phone' || text === 'sheet' ? text : 'program'
}

const COLUMNS = [
  'circle_id as circleId',
  'key',
  'value',
  'evidence',
  'observed_on as observedOn',
  'recorded_by as by',
  'channel',
  'version',
  'recorded_at as recordedAt',
] as const

function factRow(row: Omit<FactRow, 'channel'> & { readonly channel: string }): FactRow {
  return { ...row, channel: channelOf(row.channel) }
}

export async function allFacts(db: Db): Promise<readonly FactRow[]> {
  const rows = await db.selectFrom('circle_fact').select(COLUMNS).orderBy('circle_id').orderBy('key').execute()
  return rows.map(factRow)
}

export async function factsOfCircle(db: Db, circleId: string): Promise<readonly FactRow[]> {
  const rows = await db
    .selectFrom('circle_fact')
    .select(COLUMNS)
    .where('circle_id', '=', circleId)
    .orderBy('key')
    .execute()
  return rows.map(factRow)
}

/** Every version of one fact, the newest first. */
export async function factVersions(db: Db, circleId: string, key: string): Promise<readonly FactRow[]> {
  const rows = await db
    .selectFrom('circle_fact_history')
    .select(COLUMNS)
    .where('circle_id', '=', circleId)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(500)
    .execute()
  return rows.map(factRow)
}

/** Every fact as it stood at a moment: of each the last version recorded up to then. */
export async function factsAsOf(db: Db, at: Date): Promise<readonly FactRow[]> {
  const rows = await db
    .selectFrom('circle_fact_history')
    .distinctOn(['circle_id', 'key'])
    .select(COLUMNS)
    .where('recorded_at', '<=', at)
    .orderBy('circle_id')
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute()
  return rows.map(factRow)
}

/** One writer of facts at a time: what was compared is what is written, and the times of the history rise. */
export async function lockFacts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('facts of ' || current_schema()))`.execute(tx)
}

export async function databaseTime(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the database gave no time')
  return row.now
}

const AT_ONCE = 500

/** The rows as they hold now, and the same once more as history, which is only ever added to. */
export async function writeFacts(tx: Tx, facts: readonly FactWrite[]): Promise<void> {
  const recordedAt = await databaseTime(tx)
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const rows = facts.slice(from, from + AT_ONCE).map((fact) => ({
      circle_id: fact.circleId,
      key: fact.key,
      version: fact.version,
      value: fact.value === null ? null : JSON.stringify(fact.value),
      evidence: fact.evidence,
      observed_on: fact.observedOn,
      recorded_by: fact.by,
      channel: fact.channel,
      recorded_at: recordedAt,
    }))
    await tx
      .insertInto('circle_fact')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['circle_id', 'key']).doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          value: row.ref('excluded.value'),
          evidence: row.ref('excluded.evidence'),
          observed_on: row.ref('excluded.observed_on'),
          recorded_by: row.ref('excluded.recorded_by'),
          channel: row.ref('excluded.channel'),
          recorded_at: row.ref('excluded.recorded_at'),
        })),
      )
      .execute()
    await tx.insertInto('circle_fact_history').values(rows).execute()
  }
}

/** Facts whose present row is not their last version: for `xiayi verify`. */
export async function factsBesideTheirHistory(db: Db): Promise<readonly { circleId: string; key: string }[]> {
  const { rows } = await sql<{ circleId: string; key: string }>`
    select coalesce(fact.circle_id, last.circle_id) as "circleId", coalesce(fact.key, last.key) as key
    from circle_fact as fact
    full join (
      select distinct on (circle_id, key) * from circle_fact_history order by circle_id, key, version desc
    ) as last on last.circle_id = fact.circle_id and last.key = fact.key
    where (fact.version, fact.value, fact.evidence, fact.observed_on, fact.recorded_by)
      is distinct from (last.version, last.value, last.evidence, last.observed_on, last.recorded_by)
    order by 1, 2
    limit 50`.execute(db)
  return rows
}

export async function factCount(db: Db): Promise<number> {
  const row = await db.selectFrom('circle_fact').select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return row.count
}
