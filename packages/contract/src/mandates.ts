import { z } from 'zod'
import { countyQuery, isoTime, lineText } from './common.ts'
import { phone } from './phone.ts'

/** Who may act for whom: a relative, a guardian, or a clerk for half an hour. Money is in fen, numbers are masked: 138****5678. */
export const MANDATE_BASES = ['family', 'guardian', 'staff'] as const
export const mandateBasis = z.enum(MANDATE_BASES)
export type MandateBasis = z.infer<typeof mandateBasis>

/** enquire: see what is under way; apply: file and book; order: buy; pay: pay bills. */
export const MANDATE_SCOPES = ['enquire', 'apply', 'order', 'pay'] as const
export const mandateScope = z.enum(MANDATE_SCOPES)
export type MandateScope = z.infer<typeof mandateScope>

export const MANDATE_STATES = ['proposed', 'active', 'declined', 'revoked', 'lapsed'] as const
export const mandateState = z.enum(MANDATE_STATES)
export type MandateState = z.infer<typeof mandateState>

export const DESK_CHANNELS = ['counter', 'hotline'] as const
export const deskChannel = z.enum(DESK_CHANNELS)
export type DeskChannel = z.infer<typeof deskChannel>

/** The most that one deed, and all deeds of a calendar month, may cost. */
const MOST_FEN = 10_000_000
const fen = z.int('金额要精确到分，不能有更小的零头').min(1, '至少 1 分').max(MOST_FEN, '最多 10 万元')
export const mandateMoney = z
  .strictObject({ perDeedFen: fen, perMonthFen: fen })
  .refine(({ perDeedFen, perMonthFen }) => perDeedFen <= perMonthFen, {
    message: '单次限额不能超过每月限额',
    path: ['perDeedFen'],
  })
export type MandateMoney = z.infer<typeof mandateMoney>

const SPENDING: ReadonlySet<MandateScope> = new Set(['order', 'pay'])
export function spends(scopes: readonly MandateScope[]): boolean {
  return scopes.some((scope) => SPENDING.has(scope))
}

const extent = {
  scopes: z
    .array(mandateScope)
    .min(1, '至少选一项')
    .max(MANDATE_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, '同一项写了两次'),
  /** wanted exactly where something can be spent */
  money: mandateMoney.nullable(),
}
function hasFittingMoney({ scopes, money }: { scopes: readonly MandateScope[]; money: MandateMoney | null }): boolean {
  return spends(scopes) === (money !== null)
}
const moneyWords = { message: '能下单或缴费的，要写限额；不能的，不写', path: ['money'] }

export const FAMILY_DAYS = { least: 1, most: 1100, usual: 365 } as const
export const familyProposal = z
  .strictObject({
    phone,
    /** for-them: I act for the relative; for-me: the relative acts for me */
    direction: z.enum(['for-them', 'for-me']),
    ...extent,
    /** days from the confirmation on */
    days: z.int().min(FAMILY_DAYS.least).max(FAMILY_DAYS.most).default(FAMILY_DAYS.usual),
    /** what I call the relative; only I read it */
    theirName: lineText(20),
    /** what the relative calls me, so that they know who asks */
    myName: lineText(20),
  })
  .refine(hasFittingMoney, moneyWords)
export type FamilyProposal = z.infer<typeof familyProposal>

export const GUARDIAN_DAYS = { least: 1, most: 6600 } as const
export const guardianship = z
  .strictObject({
    /** who is looked after: by their number, or by name where they have none */
    ward: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('phone'), phone, name: lineText(40) }),
      z.strictObject({ by: z.literal('name'), name: lineText(40) }),
    ]),
    /** the paper that was shown: its kind and number */
    proof: lineText(120),
    ...extent,
    days: z.int().min(GUARDIAN_DAYS.least).max(GUARDIAN_DAYS.most),
  })
  .refine(hasFittingMoney, moneyWords)
export type Guardianship = z.infer<typeof guardianship>
/** a guardianship is in force at once */
export const attested = z.object({ id: z.uuid(), version: z.int().positive() })
export const guardianVoid = z.strictObject({ reason: lineText(100) })

export const MANDATE_MOVES = ['confirm', 'decline', 'revoke'] as const
export const mandateMove = z.enum(MANDATE_MOVES)
export type MandateMove = z.infer<typeof mandateMove>

export const mandate = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  basis: mandateBasis,
  state: mandateState,
  /** principal: the other acts for me; agent: I act for the other */
  myPart: z.enum(['principal', 'agent']),
  other: z.object({
    /** what I called them, what they call themselves, or the name they have; null when nobody said */
    name: z.string().nullable(),
    /** masked */
    phone: z.string().nullable(),
  }),
  scopes: z.array(mandateScope),
  money: mandateMoney.nullable(),
  usedThisMonthFen: z.int().nonnegative(),
  channel: z.enum(['page', ...DESK_CHANNELS]),
  /** of a clerk: what it was opened for */
  reason: z.string().nullable(),
  createdAt: isoTime,
  /** while it waits: until when it can be confirmed */
  confirmBy: isoTime.nullable(),
  /** once it holds: until when */
  until: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  endedBy: z.enum(['me', 'other', 'staff', 'clock']).nullable(),
  /** what I may do with it now */
  moves: z.array(mandateMove),
})
export type MandateReply = z.infer<typeof mandate>
export const mandateList = z.object({ items: z.array(mandate), mostRelatives: z.int().positive() })
/** The same for every number. */
export const mandateProposed = z.object({ id: z.uuid(), version: z.int().positive(), confirmBy: isoTime })

/** Names the person that the request is made for; whoever asks needs a mandate of theirs. */
export const actingQuery = countyQuery.extend({
  onBehalfOf: z.uuid().optional().describe('为谁办：当事人的编号，须有此人的授权或正在代办'),
})

// A clerk acts for somebody at the counter or on the phone

export const onBehalfRequest = z.strictObject({
  phone,
  reason: lineText(100),
  channel: deskChannel,
  /** somebody who was never here before is registered under this name */
  registerAs: lineText(40).optional(),
})
export type OnBehalfRequest = z.infer<typeof onBehalfRequest>
export const onBehalf = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  /** `phone` is masked */
  person: z.object({ id: z.uuid(), name: z.string().nullable(), phone: z.string().nullable(), since: isoTime }),
  reason: z.string(),
  channel: deskChannel,
  scopes: z.array(mandateScope),
  openedAt: isoTime,
  until: isoTime,
})
export type OnBehalfReply = z.infer<typeof onBehalf>
/** null: nobody is being helped */
export const onBehalfReply = z.object({ session: onBehalf.nullable() })
