import {
  FAMILY_DAYS,
  type FamilyProposal,
  type MandateMoney,
  type MandateScope,
  spends,
} from '@xiayi/contract/mandates'
import { canonicalPhone } from '@xiayi/contract/phone'
import { fenOf } from './mandate-words.ts'

/** What may be done and what it may cost, as typed so far; amounts in yuan. */
export interface ExtentDraft {
  readonly scopes: readonly MandateScope[]
  readonly perDeed: string
  readonly perMonth: string
}

export interface RelativeDraft extends ExtentDraft {
  readonly direction: FamilyProposal['direction']
  readonly phone: string
  readonly theirName: string
  readonly myName: string
  readonly days: number
}

interface Missing {
  /** the first thing that is missing, in words */
  readonly missing: string
}

export const emptyExtent: ExtentDraft = { scopes: ['enquire', 'apply'], perDeed: '200', perMonth: '1000' }

export function emptyDraft(direction: FamilyProposal['direction']): RelativeDraft {
  return { ...emptyExtent, direction, phone: '', theirName: '', myName: '', days: FAMILY_DAYS.usual }
}

export function extentOf(draft: ExtentDraft): { scopes: MandateScope[]; money: MandateMoney | null } | Missing {
  const scopes = [...draft.scopes]
  if (scopes.length === 0) return { missing: '请至少选一项能办的事。' }
  if (!spends(scopes)) return { scopes, money: null }
  const [perDeedFen, perMonthFen] = [fenOf(draft.perDeed), fenOf(draft.perMonth)]
  if (perDeedFen === undefined || perMonthFen === undefined) return { missing: '请填限额，单位是元，如 200。' }
  if (perDeedFen > perMonthFen) return { missing: '每次的限额不能超过每月的限额。' }
  return { scopes, money: { perDeedFen, perMonthFen } }
}

/** What is sent. */
export function proposalOf(draft: RelativeDraft): { proposal: FamilyProposal } | Missing {
  const phone = canonicalPhone(draft.phone)
  const [theirName, myName] = [draft.theirName.trim(), draft.myName.trim()]
  if (phone === undefined) return { missing: '请填家人的 11 位手机号。' }
  if (theirName === '') return { missing: '请填怎么称呼家人，如“妈妈”。' }
  if (myName === '') return { missing: '请填家人怎么称呼对方，好认出是谁提的。' }
  const extent = extentOf(draft)
  if ('missing' in extent) return extent
  return { proposal: { direction: draft.direction, phone, theirName, myName, days: draft.days, ...extent } }
}
