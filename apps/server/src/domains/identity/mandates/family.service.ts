import type { FamilyProposal, MandateMove, MandateReply, mandateProposed } from '@xiayi/contract/mandates'
import { v7 as uuidV7 } from 'uuid'
import type { z } from 'zod'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { begin, move } from '../../../platform/machine/run-machine.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { At } from '../identity-deps.ts'
import { type KnownPerson, peopleById } from '../parties/parties.sql.ts'
import type { Principal } from '../sessions/principal.ts'
import { takeQuota } from '../sign-in/codes.sql.ts'
import { FAMILY_ASKED } from '../sign-in/quota.rules.ts'
import { describeMandates } from './describe-mandates.ts'
import { groundOf } from './ground.ts'
import { mandateMachine } from './mandate.machine.ts'
import { CONFIRM_DAYS, MOST_RELATIVES, partIn, rolesOn } from './mandate.rules.ts'
import { doerOf } from './mandate-for.ts'
import { sealWords } from './mandate-words.ts'
import {
  countRelatives,
  hasActive,
  insertMandate,
  lockMandate,
  lockPeople,
  type MandateRow,
  mandateById,
  mandatesOf,
  takeSide,
} from './mandates.sql.ts'
import { tell } from './tell.ts'

const DAY_MS = 86_400_000
const DAY_MINUTES = 1440
/** How long what has ended is still listed. */
const SHOWN_DAYS = 90

/** Who may act for me and for whom I may act, what waits for an answer, and what ended lately. */
export async function listMandates(at: At, by: Principal, onBehalfOf: string | undefined): Promise<MandateReply[]> {
  if (onBehalfOf !== undefined && onBehalfOf !== by.partyId) return listForAnother(at, by, onBehalfOf)
  return listOf(at, by.partyId)
}

/** A clerk who helps reads the same list, and the person reads that they did. */
async function listForAnother(at: At, by: Principal, onBehalfOf: string): Promise<MandateReply[]> {
  await at.county.transact(async (tx) => {
    const asked = { by: by.partyId, onBehalfOf, scope: 'enquire', now: at.now, bases: ['staff'] } as const
    const { actor } = await doerOf(tx, asked)
    await appendAudit(tx, {
      actor: actor.id,
      principal: actor.principal,
      mandateId: actor.mandateId,
      channel: actor.channel,
      action: 'mandate.read',
      subject: { kind: 'person', id: onBehalfOf },
    })
  })
  return (await listOf(at, onBehalfOf)).map((each) => ({ ...each, moves: [] }))
}

async function listOf(at: At, personId: string): Promise<MandateReply[]> {
  const me = await mustKnow(at, personId)
  const rows = await mandatesOf(at.county.db, me, new Date(at.now.getTime() - SHOWN_DAYS * DAY_MS))
  return describeMandates(at, me, rows)
}

/**
 * Asks a relative by number. Nothing here looks whether the number is known: whoever has it, now or within the week, finds
 * the request when they sign in.
 * @throws Problem conflict (five relatives, asked already, oneself), too-many-requests, forbidden (on behalf)
 */
export async function proposeFamily(
  at: At,
  by: Principal,
  asked: { draft: FamilyProposal; onBehalfOf: string | undefined },
): Promise<z.infer<typeof mandateProposed>> {
  const { county, vault, now } = at
  const { draft } = asked
  const invitedBlind = vault.blindIndex('phone', draft.phone)
  const me = await mustKnow(at, asked.onBehalfOf ?? by.partyId)
  if (me.phoneBlind?.equals(invitedBlind) === true)
    throw new Problem('conflict', '这是本人的手机号。请填家人的手机号。')
  const id = uuidV7()
  await county.transact(async (tx) => {
    await lockPeople(tx, [me.id])
    // Only a clerk who helps: whoever acts for somebody as a relative brings in no further ones.
    const { actor } = await doerOf(tx, { ...asked, by: by.partyId, scope: 'apply', now, bases: ['staff'] })
    if (draft.direction === 'for-me') await refuseSixth(tx, me.id, { asked: true })
    if (!(await takeQuota(tx, vault.blindIndex('sign-in-secret', `family asked by ${me.id}`), FAMILY_ASKED, now)))
      throw new Problem('too-many-requests', '一天里提出的太多了。请明天再提，急用请到便民服务中心办理。', {
        retryAfterSeconds: 3600,
      })
    const row = await insertMandate(tx, {
      id,
      basis: 'family',
      principalId: draft.direction === 'for-me' ? me.id : null,
      agentId: draft.direction === 'for-me' ? null : me.id,
      proposedBy: me.id,
      invitedPart: draft.direction === 'for-me' ? 'agent' : 'principal',
      invitedSealed: vault.seal('phone', id, draft.phone),
      invitedBlind,
      scopes: draft.scopes,
      money: draft.money,
      lastsMinutes: draft.days * DAY_MINUTES,
      channel: actor.channel === 'counter' || actor.channel === 'hotline' ? actor.channel : 'page',
      wordsSealed: sealWords(vault, id, { theirName: draft.theirName, myName: draft.myName }),
      createdAt: now,
    })
    if (row === undefined)
      throw new Problem(
        'conflict',
        '向这个手机号已经提过同样的授权，还在等确认，或者正有效。要改，请先收回，再重新提出。',
      )
    await begin(groundOf(at), tx, mandateMachine, { id, subject: row, actor: { ...actor, roles: [] }, now })
  })
  return { id, version: 1, confirmBy: new Date(now.getTime() + CONFIRM_DAYS * DAY_MS).toISOString() }
}

async function refuseSixth(tx: Tx, principalId: string, counted: { asked: boolean }): Promise<void> {
  if ((await countRelatives(tx, principalId, counted)) < MOST_RELATIVES) return
  throw new Problem('conflict', `最多请 ${MOST_RELATIVES} 位家人代办，已经满了。请先收回一位，再加新的。`)
}

/**
 * One move by one of the two.
 * @throws Problem not-found (also of others), version-conflict, conflict, forbidden (not theirs to do)
 */
export async function moveMandate(
  at: At,
  by: Principal,
  asked: { id: string; move: MandateMove; seen: number },
): Promise<MandateReply> {
  const { county, now } = at
  const me = await mustKnow(at, by.partyId)
  const before = await mandateById(county.db, asked.id)
  const part = before && partIn(before, me)
  if (before === undefined || (part === undefined && before.proposedBy !== me.id))
    throw new Problem('not-found', '没有这项授权。请刷新后再看。')
  const otherId = [before.principalId, before.agentId].find((id) => id !== null && id !== me.id) ?? null
  await county.transact(async (tx) => {
    await lockPeople(tx, otherId === null ? [me.id] : [me.id, otherId])
    if (asked.move === 'confirm' && part !== undefined && otherId !== null)
      await sitDown(tx, before, { part, meId: me.id, otherId })
    const actor = { id: me.id, channel: 'page', roles: rolesOn(before, me) } as const
    const { id, seen: ifVersion } = asked
    await move(groundOf(at), tx, mandateMachine, { id, transition: asked.move, actor, now, ifVersion })
    if (otherId !== null) await tell(tx, otherId, { by: actor, what: `${before.basis}.${asked.move}`, mandateId: id })
  })
  const after = await mandateById(county.db, asked.id)
  const [reply] = after === undefined ? [] : await describeMandates(at, me, [after])
  if (reply === undefined) throw new Error(`mandate ${asked.id} was just moved`)
  return reply
}

/** Whoever was asked takes their side, if there is room. */
async function sitDown(
  tx: Tx,
  mandate: MandateRow,
  { part, meId, otherId }: { part: 'principal' | 'agent'; meId: string; otherId: string },
): Promise<void> {
  // Answered meanwhile: the move says so.
  if (mandate.invitedPart !== part || (await lockMandate(tx, mandate.id))?.state !== 'proposed') return
  const principalId = part === 'principal' ? meId : otherId
  const agentId = part === 'principal' ? otherId : meId
  if (await hasActive(tx, { principalId, agentId, basis: 'family' }))
    throw new Problem('conflict', '你们之间已经有一项同样的授权。要改，请先收回原来的。')
  await refuseSixth(tx, principalId, { asked: false })
  await takeSide(tx, mandate.id, part, meId)
}

async function mustKnow({ county }: At, id: string): Promise<KnownPerson> {
  const person = (await peopleById(county.db, [id])).get(id)
  if (person === undefined) throw new Problem('not-found', '没有这个人。请刷新后再看。')
  return person
}
