import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/db.ts'

export interface StandardRow {
  readonly id: string
  readonly version: string
  readonly sha256: string
  readonly sourceYaml: string
  readonly createdAt: Date
  readonly firstUsedAt: Date | null
}

const COLUMNS = [
  'id',
  'version',
  'sha256',
  'source_yaml as sourceYaml',
  'created_at as createdAt',
  'first_used_at as firstUsedAt',
] as const

/** All versions, the newest of each set first. */
export async function allStandards(db: Db): Promise<readonly StandardRow[]> {
  return db
    .selectFrom('standard')
    .select(COLUMNS)
    .orderBy('id')
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .execute()
}

export async function newestStandard(db: Db, id: string): Promise<StandardRow | undefined> {
  return db
    .selectFrom('standard')
    .select(COLUMNS)
    .where('id', '=', id)
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function standardVersion(db: Db, id: string, version: string): Promise<StandardRow | undefined> {
  return db
    .selectFrom('standard')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
}

export async function insertStandard(
  tx: Tx,
  standard: { id: string; version: string; title: string; isOfficial: boolean; sha256: string; sourceYaml: string },
): Promise<void> {
  await tx
    .insertInto('standard')
    .values({
      id: standard.id,
      version: standard.version,
      title: standard.title,
      is_official: standard.isOfficial,
      sha256: standard.sha256,
      source_yaml: standard.sourceYaml,
    })
    .execute()
}

/** Replaces a version that no evaluation has used; false when one has. */
export async function replaceUnusedStandard(
  tx: Tx,
  standard: { id: string; version: string; title: string; isOfficial: boolean; sha256: string; sourceYaml: string },
): Promise<boolean> {
  const reply = await tx
    .updateTable('standard')
    .set({
      title: standard.title,
      is_official: standard.isOfficial,
      sha256: standard.sha256,
      source_yaml: standard.sourceYaml,
    })
    .where('id', '=', standard.id)
    .where('version', '=', standard.version)
    .where('first_used_at', 'is', null)
    .executeTakeFirst()
  return reply.numUpdatedRows > 0n
}

export async function markUsed(tx: Tx, id: string, version: string): Promise<void> {
  await tx
    .updateTable('standard')
    .set({ first_used_at: sql`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('first_used_at', 'is', null)
    .execute()
}
