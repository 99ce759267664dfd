import type { MandateBasis, MandateScope } from '@xiayi/contract/mandates'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { type MandateRow, mandateOf } from './mandates.sql.ts'

/** The pair's mandates that hold, locked: whoever takes one back waits until the deed is done, or the deed finds it gone. */
export async function lockActive(
  tx: Tx,
  pair: { principal: string; agent: string; bases: readonly MandateBasis[] },
): Promise<readonly MandateRow[]> {
  const rows = await tx
    .selectFrom('mandate')
    .selectAll()
    .where('principal_id', '=', pair.principal)
    .where('agent_id', '=', pair.agent)
    .where('basis', 'in', pair.bases)
    .where('state', '=', 'active')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(mandateOf)
}

export async function newestOfPair(
  tx: Tx,
  pair: { principal: string; agent: string; bases: readonly MandateBasis[] },
): Promise<MandateRow | undefined> {
  const row = await tx
    .selectFrom('mandate')
    .selectAll()
    .where('principal_id', '=', pair.principal)
    .where('agent_id', '=', pair.agent)
    .where('basis', 'in', pair.bases)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && mandateOf(row)
}

export async function usedSince(db: Db, ids: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('mandate_use')
    .select(['mandate_id', sql<number>`sum(fen)::float8`.as('fen')])
    .where('mandate_id', 'in', ids)
    .where('at', '>=', since)
    .groupBy('mandate_id')
    .execute()
  return new Map(rows.map((row) => [row.mandate_id, row.fen]))
}

export async function insertUse(
  tx: Tx,
  use: { mandateId: string; scope: MandateScope; fen: number; at: Date },
): Promise<void> {
  await tx
    .insertInto('mandate_use')
    .values({ mandate_id: use.mandateId, scope: use.scope, fen: use.fen, at: use.at })
    .execute()
}
