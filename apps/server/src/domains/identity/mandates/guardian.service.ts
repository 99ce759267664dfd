import type { Guardianship } from '@xiayi/contract/mandates'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { begin, move } from '../../../platform/machine/run-machine.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { At } from '../identity-deps.ts'
import { insertParty, insertPerson, personByPhone } from '../parties/parties.sql.ts'
import type { Principal } from '../sessions/principal.ts'
import { groundOf } from './ground.ts'
import { mandateMachine } from './mandate.machine.ts'
import { doerOf } from './mandate-for.ts'
import { sealWords } from './mandate-words.ts'
import { hasActive, insertMandate, lockPeople, mandateById } from './mandates.sql.ts'
import { tell } from './tell.ts'

const DAY_MINUTES = 1440

/**
 * Puts down that the person at the desk is somebody's guardian. The clerk saw the paper; what it is called and its number lie
 * sealed. The ward need not confirm, and reads it in their log.
 * @throws Problem forbidden (no half hour is open for this person), conflict
 */
export async function attestGuardian(
  at: At,
  clerk: Principal,
  asked: { guardianId: string; paper: Guardianship },
): Promise<{ id: string; version: number }> {
  const { county, vault, now } = at
  const { guardianId, paper } = asked
  return county.transact(async (tx) => {
    const wardId = await wardOf(tx, at, paper.ward)
    if (wardId === guardianId) throw new Problem('conflict', '监护人和被监护人不能是同一个人。请核对手机号。')
    await lockPeople(tx, [guardianId, wardId])
    const { actor } = await doerOf(tx, {
      by: clerk.partyId,
      onBehalfOf: guardianId,
      scope: 'apply',
      now,
      bases: ['staff'],
    })
    if (await hasActive(tx, { principalId: wardId, agentId: guardianId, basis: 'guardian' }))
      throw new Problem('conflict', '这项监护已经登记过，正有效。要改，请先撤销，再重新登记。')
    const id = uuidV7()
    const row = await insertMandate(tx, {
      id,
      basis: 'guardian',
      principalId: wardId,
      agentId: guardianId,
      proposedBy: clerk.partyId,
      invitedPart: null,
      invitedSealed: null,
      invitedBlind: null,
      scopes: paper.scopes,
      money: paper.money,
      lastsMinutes: paper.days * DAY_MINUTES,
      channel: actor.channel === 'hotline' ? 'hotline' : 'counter',
      wordsSealed: sealWords(vault, id, { proof: paper.proof }),
      createdAt: now,
    })
    if (row === undefined) throw new Error(`two mandates ${id}`)
    const by = { ...actor, roles: ['clerk'] }
    await begin(groundOf(at), tx, mandateMachine, { id, subject: row, actor: by, now })
    const { version } = await move(groundOf(at), tx, mandateMachine, { id, transition: 'attest', actor: by, now })
    await tell(tx, wardId, { by: actor, what: 'guardian.attest', mandateId: id })
    return { id, version }
  })
}

/** The person with this number, or a new one: a child, or somebody who never had a phone. */
async function wardOf(tx: Tx, { vault, now }: At, ward: Guardianship['ward']): Promise<string> {
  const id = uuidV7()
  if (ward.by === 'name') {
    await insertParty(tx, { id, kind: 'person', name: ward.name, now })
    return id
  }
  const phoneBlind = vault.blindIndex('phone', ward.phone)
  const known = await personByPhone(tx, phoneBlind)
  if (known !== undefined) return known.id
  const phoneSealed = vault.seal('phone', id, ward.phone)
  if (await insertPerson(tx, { id, name: ward.name, phoneSealed, phoneBlind, now })) return id
  throw new Problem('conflict', '这个人刚刚登记好。请再提交一次。')
}

/**
 * A guardianship that no longer holds: the clerk saw why.
 * @throws Problem forbidden, not-found, version-conflict, conflict, invalid-input (no reason)
 */
export async function voidGuardian(
  at: At,
  clerk: Principal,
  asked: { id: string; seen: number; personId: string; reason: string },
): Promise<void> {
  const { county, now } = at
  await county.transact(async (tx) => {
    const row = await mandateById(tx, asked.id)
    const sides = [row?.principalId, row?.agentId]
    if (row === undefined || row.basis !== 'guardian' || !sides.includes(asked.personId))
      throw new Problem('not-found', '这个人没有这项监护登记。请刷新后再看。')
    await lockPeople(tx, [clerk.partyId])
    const { actor } = await doerOf(tx, {
      by: clerk.partyId,
      onBehalfOf: asked.personId,
      scope: 'apply',
      now,
      bases: ['staff'],
    })
    await move(groundOf(at), tx, mandateMachine, {
      id: row.id,
      transition: 'void',
      actor: { ...actor, roles: ['clerk'] },
      now,
      ifVersion: asked.seen,
      reason: asked.reason,
    })
    for (const side of sides)
      if (typeof side === 'string') await tell(tx, side, { by: actor, what: 'guardian.void', mandateId: row.id })
  })
}
