import type { Tx } from '../db/db.ts'
import { insertEntry } from './audit.sql.ts'

/**
 * The log of who did what to whom: every transition of a machine, every look at what is not everybody's. It names people and
 * records by their ids, never by name or number: what it says stays when a person's data go.
 */
export interface AuditEntry {
  /** id of the person or `system` */
  readonly actor: string
  /** for whom, where that is somebody else, and what lets them */
  readonly principal?: string | undefined
  readonly mandateId?: string | undefined
  /** how it came in: app, page, counter, hotline, clock, command-line … */
  readonly channel: string
  /** `<what>.<verb>`, as in `phone.unmask` */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** of a look: what it was for */
  readonly purpose?: string | undefined
  /** a few values without names, numbers or words of people */
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** Writes one entry in the caller's transaction: it exists exactly when the deed does. Waits for no other writer. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await insertEntry(tx, entry)
}
