import { z } from 'zod'
import { countyQuery, isoTime, lineText, pageOf, pageQuery } from './common.ts'

/** The log of who did what to whom. It names people by id; a reader who may is told the name they have now. */
const filters = {
  from: isoTime.optional(),
  /** not included */
  to: isoTime.optional(),
  actor: lineText(80).optional(),
  subject: lineText(80).optional(),
  /** `<what>.<verb>`, or `<what>.` for all of one thing */
  action: lineText(80).optional(),
}
export const auditFilter = countyQuery.extend(filters)
export const auditQuery = pageQuery.extend(filters)

export const auditEntry = z.object({
  id: z.number().int().positive(),
  at: isoTime,
  actor: z.string(),
  actorName: z.string().nullable(),
  principal: z.string().nullable(),
  channel: z.string(),
  action: z.string(),
  /** of a step of a process: what its table calls it */
  actionLabel: z.string().nullable(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  purpose: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** place in the chain; null while it waits for its link */
  seq: z.number().int().positive().nullable(),
})
export type AuditEntryReply = z.infer<typeof auditEntry>
export const auditPage = pageOf(auditEntry)

export const auditChain = z.object({
  linked: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  lastLinkedAt: isoTime.nullable(),
})

/** The result of the job that proves the log. */
export const auditVerdict = z.object({
  isSound: z.boolean(),
  examined: z.number().int().nonnegative(),
  heads: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  firstBad: z.object({ seq: z.number(), entryId: z.number().nullable(), what: z.string() }).nullable(),
  faults: z.array(z.string()),
})
