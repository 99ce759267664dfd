import type { Tx } from '../../../platform/db/db.ts'
import { lockActive } from './mandate-use.sql.ts'

/** What goes into the log of a clerk's deed while they act for this very person; nothing when they do not. */
export async function helpOf(
  tx: Tx,
  { clerkId, personId, now }: { clerkId: string; personId: string; now: Date },
): Promise<{ principal: string; mandateId: string; channel: string } | undefined> {
  const pair = { principal: personId, agent: clerkId, bases: ['staff'] } as const
  const help = (await lockActive(tx, pair)).find(({ until }) => until !== null && until > now)
  return help && { principal: personId, mandateId: help.id, channel: help.channel }
}
