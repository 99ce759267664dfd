import { appendAudit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { At } from './identity-deps.ts'
import type { Principal } from './sessions/principal.ts'

interface Deed {
  /** null: the operator, on the command line */
  readonly by: string | null
  readonly action: string
  /** whom or what it was done to; a person when no kind is said */
  readonly to: string
  readonly kind?: 'person' | 'invitation'
  readonly details?: Readonly<Record<string, unknown>>
}

/** That somebody read a list of people, by masked numbers; their page after page is one reading. */
export async function auditedReading(at: At, by: Principal, action: `${string}.read`): Promise<void> {
  const subject = { kind: 'county', id: at.county.code }
  await at.county.transact((tx) => appendAudit(tx, { actor: by.partyId, channel: 'page', action, subject }))
}

/** What somebody did to a person's ways in or roles, in the transaction of the deed. */
export async function audited(tx: Tx, { by, action, to, kind = 'person', details }: Deed): Promise<void> {
  await appendAudit(tx, {
    actor: by ?? 'operator',
    channel: by === null ? 'command-line' : 'page',
    action,
    subject: { kind, id: to },
    details,
  })
}
