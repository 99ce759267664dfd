import type { PersonalData } from '../domains/identity/public.ts'
import { forgetRepliesTo, repliesTo } from '../platform/idempotency/repeated-request.sql.ts'

/** Replies to a person's requests, kept for thirty days so that asking again does nothing twice. */
export const keptReplies: PersonalData = {
  title: '近期请求的答复',
  collect: async ({ county: { db } }, partyId) => ({ replies: await repliesTo(db, partyId) }),
  openMatters: async () => [],
  erase: (tx, partyId) => forgetRepliesTo(tx, partyId),
  kept: [],
}
