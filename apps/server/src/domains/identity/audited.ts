import { appendAudit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/db/db.ts'

interface Deed {
  /** null: the operator, on the command line */
  readonly by: string | null
  readonly action: string
  /** whom or what it was done to; a person when no kind is said */
  readonly to: string
  readonly kind?: 'person' | 'invitation'
  readonly details?: Readonly<Record<string, unknown>>
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
