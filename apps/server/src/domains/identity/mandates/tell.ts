import { appendAudit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/machine/machine.ts'

/** Puts what somebody did about a person into the log that this person reads under “who looked at my data”. */
export async function tell(
  tx: Tx,
  personId: string,
  { by, what, mandateId }: { by: Omit<Actor, 'roles'>; what: string; mandateId: string },
): Promise<void> {
  await appendAudit(tx, {
    actor: by.id,
    principal: by.principal,
    mandateId,
    channel: by.channel,
    action: what,
    subject: { kind: 'person', id: personId },
  })
}
