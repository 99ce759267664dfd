import { z } from 'zod'
import { isoTime } from './common.ts'
import { phone } from './phone.ts'

/** Who there is, what they may be, and how they prove that they are there. */
export const PARTY_KINDS = ['person', 'household', 'organisation', 'department', 'committee'] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

export const ROLES = [
  'resident',
  'worker',
  'shop-owner',
  'shop-staff',
  'centre-staff',
  'hotline',
  'town',
  'department',
  'commerce-bureau',
  'regulator',
  'administrator',
] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

/** What each role is called, on every screen and in docs/authorisation.md. */
export const roleWords = {
  resident: '居民',
  worker: '服务人员',
  'shop-owner': '店主',
  'shop-staff': '店员',
  'centre-staff': '便民中心人员',
  hotline: '热线坐席',
  town: '乡镇街道人员',
  department: '部门人员',
  'commerce-bureau': '商务局人员',
  regulator: '市场监管人员',
  administrator: '本县管理员',
} as const satisfies Record<Role, string>

/** Roles that see other people's data: they hold only for whoever has shown a second factor. */
export const STAFF_ROLES = [
  'centre-staff',
  'hotline',
  'town',
  'department',
  'commerce-bureau',
  'regulator',
  'administrator',
] as const satisfies readonly Role[]
export const staffRole = z.enum(STAFF_ROLES)
export type StaffRole = z.infer<typeof staffRole>

/** How far a role reaches: all of the county, one town (its area code), or what one organisation has. */
export const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('county') }),
  z.strictObject({
    kind: z.literal('town'),
    area: z.string().regex(/^[0-9A-Za-z_-]{1,40}$/, '乡镇代码由字母和数字组成'),
  }),
  z.strictObject({ kind: z.literal('organisation'), partyId: z.uuid() }),
])
export type Scope = z.infer<typeof scope>

export const grant = z.object({ role, scope })
export type Grant = z.infer<typeof grant>

// Signing in

export const codeRequest = z.strictObject({ phone })
/** The same for every number. */
export const codeSent = z.object({
  /** how the code leaves, the same for every number: by text; to the local outbox at /dev; or not at all, while texts are rehearsed */
  leaves: z.enum(['by-text', 'to-dev', 'not-at-all']),
  validSeconds: z.number().int().positive(),
  resendAfterSeconds: z.number().int().positive(),
})

export type CodeSent = z.infer<typeof codeSent>

/** Digits as a phone keyboard of any width gives them. */
export const sixDigits = z
  .string()
  .max(20)
  .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, '请填写 6 位数字'))

export const signIn = z.strictObject({ phone, code: sixDigits })

/**
 * not-needed: no role asks for it; enrol: none is set up yet; wanted: set up and not shown in this session; passed: shown.
 */
export const SECOND_FACTOR_STATES = ['not-needed', 'enrol', 'wanted', 'passed'] as const
export const FACTOR_KINDS = ['totp', 'passkey', 'recovery'] as const
export const factorKind = z.enum(FACTOR_KINDS)
export type FactorKind = z.infer<typeof factorKind>

export const me = z.object({
  partyId: z.uuid(),
  name: z.string().nullable(),
  /** roles in force: a staff role is in force once the second factor is passed */
  grants: z.array(grant),
  secondFactor: z.enum(SECOND_FACTOR_STATES),
  /** what can be shown as a second factor */
  factors: z.array(factorKind),
  /** whether a first factor may be set up in this session */
  mayEnrol: z.boolean(),
  sessionId: z.uuid(),
})
export type Me = z.infer<typeof me>
/** null: nobody is signed in */
export const meReply = z.object({ me: me.nullable() })

export const session = z.object({
  id: z.uuid(),
  isCurrent: z.boolean(),
  /** browser and system, as far as they say */
  device: z.string(),
  factor: factorKind.nullable(),
  createdAt: isoTime,
  seenAt: isoTime,
  endsAt: isoTime,
})
export type SessionReply = z.infer<typeof session>
export const sessionList = z.object({ items: z.array(session) })
export const sessionsEnded = z.object({ ended: z.number().int().nonnegative() })

/** The local outbox of a server that is not in production, newest first. */
export const localTexts = z.object({
  items: z.array(z.object({ to: z.string(), code: z.string(), state: z.string(), createdAt: isoTime })),
})
export type LocalTexts = z.infer<typeof localTexts>
