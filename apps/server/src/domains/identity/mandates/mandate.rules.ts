import type { Grant, StaffRole } from '@xiayi/contract/identity'
import {
  type MandateBasis,
  type MandateMoney,
  type MandateMove,
  type MandateScope,
  type MandateState,
  spends,
} from '@xiayi/contract/mandates'
import { localDay } from '../../../platform/calendar/working-days.rules.ts'

/** Relatives that may act for one person at a time. */
export const MOST_RELATIVES = 5
export const CONFIRM_DAYS = 7
export const HELP_MINUTES = 30
export const HELP_ROLES: readonly StaffRole[] = ['centre-staff', 'hotline', 'town']
/** A clerk spends nobody's money. */
export const HELP_SCOPES: readonly MandateScope[] = ['enquire', 'apply', 'order']

export type Part = 'principal' | 'agent'

/** What somebody is to a mandate: the roles of its machine. */
export type MandateRole = Part | 'proposer' | 'invited'

interface Sides {
  readonly basis: MandateBasis
  readonly principalId: string | null
  readonly agentId: string | null
  readonly proposedBy: string
  readonly invitedPart: Part | null
  readonly invitedBlind: Buffer | null
}

/** A ward does not send a guardian away: that is a court's, or the clerk's who finds that the paper no longer holds. */
export function rolesOn(mandate: Sides, person: { id: string; phoneBlind: Buffer | null }): readonly MandateRole[] {
  const { basis, principalId, agentId, proposedBy, invitedBlind } = mandate
  const isInvited = invitedBlind !== null && person.phoneBlind !== null && invitedBlind.equals(person.phoneBlind)
  const roles: MandateRole[] = []
  if (principalId === person.id && basis !== 'guardian') roles.push('principal')
  if (agentId === person.id) roles.push('agent')
  if (proposedBy === person.id && basis === 'family') roles.push('proposer')
  if (isInvited) roles.push('invited')
  return roles
}

/** Which side somebody is on; undefined when on none. */
export function partIn(mandate: Sides, person: { id: string; phoneBlind: Buffer | null }): Part | undefined {
  if (mandate.principalId === person.id) return 'principal'
  if (mandate.agentId === person.id) return 'agent'
  return rolesOn(mandate, person).includes('invited') ? (mandate.invitedPart ?? undefined) : undefined
}

const MOVES: Readonly<Record<MandateMove, { from: readonly MandateState[]; by: readonly MandateRole[] }>> = {
  confirm: { from: ['proposed'], by: ['invited'] },
  decline: { from: ['proposed'], by: ['invited'] },
  revoke: { from: ['proposed', 'active'], by: ['principal', 'agent', 'proposer'] },
}

/** The machine's table and the buttons on the screen read the same rows. */
export function wayOf(move: MandateMove): (typeof MOVES)[MandateMove] {
  return MOVES[move]
}

export function movesOf(state: MandateState, roles: readonly MandateRole[]): readonly MandateMove[] {
  return (['confirm', 'decline', 'revoke'] as const).filter((move) => {
    const { from, by } = MOVES[move]
    return from.includes(state) && by.some((role) => roles.includes(role))
  })
}

export interface Allowance {
  readonly state: MandateState
  readonly basis: MandateBasis
  readonly scopes: readonly MandateScope[]
  readonly money: MandateMoney | null
  readonly until: Date | null
}

const SCOPE_WORDS = { enquire: '查询', apply: '办事和预约', order: '下单', pay: '缴费' } as const

/** Why a deed is not covered, and what to do; undefined when it is. @param usedFen spent in this calendar month so far */
export function refusalOf(
  mandate: Allowance,
  deed: { scope: MandateScope; fen: number; now: Date },
  usedFen: number,
): string | undefined {
  const { state, scopes, money, until } = mandate
  if (state === 'revoked' || state === 'declined') return '授权已经收回，这次没有办。请和本人商量，或请本人自己办。'
  if (state === 'lapsed' || (until !== null && until <= deed.now))
    return '授权已经到期，这次没有办。请重新提出，由本人确认。'
  if (state !== 'active') return '授权还没有确认，这次没有办。请等对方确认后再办。'
  if (!scopes.includes(deed.scope))
    return `授权里没有“${SCOPE_WORDS[deed.scope]}”，这次没有办。请本人自己办，或重新授权。`
  if (deed.fen === 0) return undefined
  if (money === null || !spends([deed.scope])) return '这项授权不能花钱，这次没有办。请本人付款。'
  if (deed.fen > money.perDeedFen) return `超过单次限额 ${yuan(money.perDeedFen)}，这次没有办。请本人付款，或分开办。`
  if (usedFen + deed.fen > money.perMonthFen)
    return `本月限额 ${yuan(money.perMonthFen)}，已用 ${yuan(usedFen)}，这次没有办。请本人付款，或下个月再办。`
  return undefined
}

function yuan(fen: number): string {
  return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** The first moment of the calendar month at Beijing. */
export function monthStart(now: Date): Date {
  const day = new Date(localDay(now) * 86_400_000)
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1) - 8 * 3_600_000)
}

/**
 * Whether one of a clerk's grants reaches a person. A person's town is known only from a role that they hold in one; whose
 * town nobody knows is helped wherever they come (docs/decisions/0058).
 */
export function reaches(clerk: readonly Grant[], person: readonly Grant[]): boolean {
  const towns = person.flatMap(({ scope }) => (scope.kind === 'town' ? [scope.area] : []))
  const helping = clerk.filter(({ role }) => HELP_ROLES.some((one) => one === role))
  return helping.some(({ scope }) => scope.kind !== 'town' || towns.length === 0 || towns.includes(scope.area))
}
