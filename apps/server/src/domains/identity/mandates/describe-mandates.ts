import type { MandateReply } from '@xiayi/contract/mandates'
import type { At } from '../identity-deps.ts'
import { type KnownPerson, peopleById } from '../parties/parties.sql.ts'
import { maskedPhone } from '../staff/mask.rules.ts'
import { CONFIRM_DAYS, monthStart, movesOf, type Part, partIn, rolesOn } from './mandate.rules.ts'
import { usedSince } from './mandate-use.sql.ts'
import { type MandateWords, openWords } from './mandate-words.ts'
import type { MandateRow } from './mandates.sql.ts'

const DAY_MS = 86_400_000

/** Mandates as one of their two sides sees them: the other's number is masked, and a name is one that the other gave. */
export async function describeMandates(at: At, me: KnownPerson, rows: readonly MandateRow[]): Promise<MandateReply[]> {
  const { db } = at.county
  const ids = rows.flatMap(({ principalId, agentId }) => [principalId, agentId]).filter((id) => id !== null)
  const people = await peopleById(db, [...new Set(ids)])
  const active = rows.filter(({ state }) => state === 'active').map(({ id }) => id)
  const used = await usedSince(db, active, monthStart(at.now))
  return rows.map((row) => {
    const myPart = partIn(row, me) ?? otherPart(row.invitedPart ?? 'agent')
    const words = openWords(at.vault, row.id, row.wordsSealed)
    const roles = rolesOn(row, me)
    return {
      id: row.id,
      version: row.version,
      basis: row.basis,
      state: row.state,
      myPart,
      other: otherSide(at, row, { me, myPart, people, words }),
      scopes: [...row.scopes],
      money: row.money,
      usedThisMonthFen: used.get(row.id) ?? 0,
      channel: row.channel,
      reason: words.reason ?? null,
      createdAt: row.createdAt.toISOString(),
      confirmBy:
        row.state === 'proposed' ? new Date(row.createdAt.getTime() + CONFIRM_DAYS * DAY_MS).toISOString() : null,
      until: row.until?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      endedBy: enderOf(row, me),
      moves: [...movesOf(row.state, roles)],
    }
  })
}

function otherPart(part: Part): Part {
  return part === 'principal' ? 'agent' : 'principal'
}

function otherSide(
  { vault }: At,
  row: MandateRow,
  given: { me: KnownPerson; myPart: Part; people: ReadonlyMap<string, KnownPerson>; words: MandateWords },
): MandateReply['other'] {
  const { me, myPart, people, words } = given
  const otherId = myPart === 'principal' ? row.agentId : row.principalId
  const person = otherId === null ? undefined : people.get(otherId)
  const own = person?.name ?? null
  if (row.basis === 'staff') return { name: own, phone: null }
  const isAsker = row.proposedBy === me.id
  const said = (isAsker ? words.theirName : words.myName) ?? null
  // Until they confirm, whoever asked learns nothing but what they wrote themselves.
  const isHidden = isAsker && row.state !== 'active'
  const phone =
    isHidden || person === undefined
      ? row.invitedSealed && isAsker
        ? vault.open('phone', row.id, row.invitedSealed)
        : null
      : person.phoneSealed && vault.open('phone', person.id, person.phoneSealed)
  return { name: said ?? (isHidden ? null : own), phone: phone && maskedPhone(phone) }
}

function enderOf(row: MandateRow, me: KnownPerson): MandateReply['endedBy'] {
  const { state, basis, endedAt, endedBy } = row
  if (endedAt === null) return null
  if (endedBy === null || state === 'lapsed') return 'clock'
  if (endedBy === me.id) return 'me'
  const asked = basis === 'family' ? row.proposedBy : null
  return state === 'declined' || [row.principalId, row.agentId, asked].includes(endedBy) ? 'other' : 'staff'
}
