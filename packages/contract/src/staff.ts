import { z } from 'zod'
import { isoTime, lineText, pageOf } from './common.ts'
import { factorKind, PARTY_KINDS, role, scope, staffRole } from './identity.ts'
import { phone } from './phone.ts'

/** How staff come in, what they may be, and the bodies they work for. Numbers are masked: 138****5678. */
export const newInvitation = z.strictObject({ name: lineText(40), phone, role: staffRole, scope })
export type NewInvitation = z.infer<typeof newInvitation>
export const INVITATION_STATES = ['open', 'accepted', 'withdrawn', 'expired'] as const
export const invitation = z.object({
  id: z.uuid(),
  name: z.string(),
  /** masked: 138****5678 */
  phone: z.string(),
  role: staffRole,
  scope,
  state: z.enum(INVITATION_STATES),
  createdAt: isoTime,
  expiresAt: isoTime,
})
export type InvitationReply = z.infer<typeof invitation>
/** `token` is shown once: only its hash is kept. */
export const invitationMade = z.object({ invitation, token: z.string() })
export const invitationList = z.object({ items: z.array(invitation) })
export const invitationToken = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '邀请链接不完整') })
export const invitationSeen = z.object({ name: z.string(), phone: z.string(), role: staffRole, expiresAt: isoTime })

export const membership = z.object({
  id: z.uuid(),
  role,
  scope,
  /** the organisation's name, where the scope is one */
  scopeName: z.string().nullable(),
  since: isoTime,
})
export const staffMember = z.object({
  partyId: z.uuid(),
  name: z.string().nullable(),
  phone: z.string(),
  memberships: z.array(membership),
  factors: z.array(factorKind),
  lastSeenAt: isoTime.nullable(),
})
export type StaffMember = z.infer<typeof staffMember>
export const staffPage = pageOf(staffMember)
export const newMembership = z.strictObject({ partyId: z.uuid(), role: staffRole, scope })

export const newParty = z.strictObject({
  kind: z.enum(['organisation', 'department', 'committee']),
  name: lineText(80),
})
export const party = z.object({ id: z.uuid(), kind: z.enum(PARTY_KINDS), name: z.string(), createdAt: isoTime })
export type PartyReply = z.infer<typeof party>
export const partyList = z.object({ items: z.array(party) })
