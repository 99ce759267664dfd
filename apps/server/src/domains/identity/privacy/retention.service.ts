import { RETENTION, type Retained } from '@xiayi/contract/privacy'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import { BATCH, deleteUnneeded } from './retention.sql.ts'

const DAY_MS = 86_400_000
/** Challenges first: a session that has one stays. */
const ORDER = ['challenges', 'texts', 'sessions', 'invitations', 'factors'] as const satisfies readonly Retained[]

/**
 * Deletes what has been kept for as long as it is needed (`RETENTION`), in batches of a transaction each; the audit says how much.
 * What the audit holds stays: it names people by an id that means nobody once they have left.
 */
export async function forgetUnneeded(
  county: CountyDb,
  now: Date,
): Promise<Readonly<Partial<Record<Retained, number>>>> {
  const gone: Partial<Record<Retained, number>> = {}
  for (const what of ORDER) {
    const before = new Date(now.getTime() - RETENTION[what].days * DAY_MS)
    const count = await deleteAll(county, what, before)
    if (count > 0) gone[what] = count
  }
  return gone
}

async function deleteAll(county: CountyDb, what: Retained, before: Date): Promise<number> {
  let sum = 0
  for (;;) {
    const count = await county.transact(async (tx) => {
      const deleted = await deleteUnneeded(tx, what, before)
      if (deleted > 0 && what !== 'challenges')
        await appendAudit(tx, {
          actor: 'system',
          channel: 'system',
          action: 'retention.delete',
          subject: { kind: 'county', id: county.code },
          details: { what, deleted, before: before.toISOString() },
        })
      return deleted
    })
    sum += count
    if (count < BATCH) return sum
  }
}
