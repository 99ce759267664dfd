import { sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'

export interface KeyRow {
  readonly id: number
  readonly family: string
  readonly wrapped: Buffer
  readonly masterId: string
  /** by the clock of the database, which all processes share; not by the start of a transaction that waited for a lock */
  readonly isUsable: boolean
}

export async function keyRows(db: Db): Promise<readonly KeyRow[]> {
  const rows = await db
    .selectFrom('vault_key')
    .select(['id', 'family', 'wrapped', 'master_id', sql<boolean>`usable_at <= clock_timestamp()`.as('is_usable')])
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    family: row.family,
    wrapped: row.wrapped,
    masterId: row.master_id,
    isUsable: row.is_usable,
  }))
}

/** One process at a time makes or rewraps keys of a county. */
export async function lockKeys(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('vault_key ' || current_schema(), 0))`.execute(tx)
}

export async function insertKey(
  tx: Tx,
  key: { family: string; wrapped: Buffer; masterId: string; usableInSeconds: number },
): Promise<number> {
  const row = await tx
    .insertInto('vault_key')
    .values({
      family: key.family,
      wrapped: key.wrapped,
      master_id: key.masterId,
      usable_at: sql<Date>`now() + make_interval(secs => ${key.usableInSeconds})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function setWrapped(tx: Tx, id: number, key: { wrapped: Buffer; masterId: string }): Promise<void> {
  await tx
    .updateTable('vault_key')
    .set({ wrapped: key.wrapped, master_id: key.masterId })
    .where('id', '=', id)
    .execute()
}
