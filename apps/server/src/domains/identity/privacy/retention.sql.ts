import type { Retained } from '@xiayi/contract/privacy'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** A sign-in may wait for its row meanwhile: few at a time. */
export const BATCH = 2000

/**
 * Deletes rows that nothing needs since `before`, `BATCH` at most.
 * @returns how many are gone
 */
export async function deleteUnneeded(tx: Tx, what: Retained, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await statements[what](before).execute(tx)
  return Number(numAffectedRows)
}

/** A text goes with its code. */
const statements: Readonly<Record<Retained, (before: Date) => RawBuilder<unknown>>> = {
  texts: (before) => sql`
    delete from sign_in_code where id in (
      select id from sign_in_code where created_at < ${before} limit ${BATCH})`,
  challenges: (before) => sql`
    delete from passkey_challenge where id in (
      select id from passkey_challenge where expires_at < ${before} limit ${BATCH})`,
  // One that is in use is seen again and again; idle for so long it is over, whether or not somebody said so.
  sessions: (before) => sql`
    delete from session where id in (
      select id from session
      where least(coalesce(ended_at, ends_at), ends_at, seen_at + idle_seconds * interval '1 second') < ${before}
        and not exists (select from passkey_challenge where session_id = session.id)
      limit ${BATCH})`,
  invitations: (before) => sql`
    delete from invitation where id in (
      select id from invitation
      where coalesce(accepted_at, withdrawn_at, expires_at) < ${before} limit ${BATCH})`,
  factors: (before) => sql`
    delete from second_factor where id in (
      select id from second_factor where removed_at < ${before} limit ${BATCH})`,
}
