import type { OnBehalfReply, OnBehalfRequest } from '@xiayi/contract/mandates'
import { v7 as uuidV7 } from 'uuid'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { countDeeds } from '../../../platform/audit/audit-list.sql.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { begin, CLOCK_ROLE, move } from '../../../platform/machine/run-machine.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import {
  insertMembership,
  insertPerson,
  type KnownPerson,
  peopleById,
  personByPhone,
  standingGrants,
} from '../parties/parties.sql.ts'
import type { Principal } from '../sessions/principal.ts'
import { maskedPhone } from '../staff/mask.rules.ts'
import { groundOf } from './ground.ts'
import { mandateMachine } from './mandate.machine.ts'
import { HELP_MINUTES, HELP_SCOPES, reaches } from './mandate.rules.ts'
import { openWords, sealWords } from './mandate-words.ts'
import { insertMandate, lockPeople, type MandateRow, mandateById, openHelp } from './mandates.sql.ts'
import { tell } from './tell.ts'

const MISS = 'on-behalf.miss'
/** Numbers that are nobody's, in an hour: whoever tries them out is stopped. */
const MOST_MISSES = 20
const HOUR_MS = 3_600_000

/** Whom the clerk helps now; undefined: nobody. */
export async function currentHelp(at: At, by: Principal): Promise<OnBehalfReply | undefined> {
  const row = await openHelp(at.county.db, by.partyId)
  return row === undefined || hasRunOut(row, at.now) ? undefined : describeHelp(at, row)
}

/** Due, and its clock has not rung yet. */
function hasRunOut({ until }: MandateRow, now: Date): boolean {
  return until !== null && until <= now
}

/**
 * Opens half an hour in which the clerk acts for one person. The person reads it in their log from this commit on. Asked
 * again for the same person it is the same half hour.
 * @throws Problem not-found (nobody has the number: register them by name), conflict (somebody is being helped; oneself),
 * forbidden (another town's), too-many-requests
 */
export async function openOnBehalf(at: At, by: Principal, asked: OnBehalfRequest): Promise<OnBehalfReply> {
  const { county, vault, now } = at
  const phoneBlind = vault.blindIndex('phone', asked.phone)
  await refuseGuessing(at, by)
  const known = await personByPhone(county.db, phoneBlind)
  if (known === undefined && asked.registerAs === undefined) {
    await noteMiss(at, by)
    throw new Problem('not-found', '这个手机号还没有登记过。请核对号码；确是本人的，填上姓名，登记后再代办。')
  }
  const id = await county.transact(async (tx) => {
    const personId = known?.id ?? (await register(tx, at, { by, phoneBlind, asked }))
    if (personId === by.partyId) throw new Problem('conflict', '不能给自己代办。您自己的事，请在“我的”里办。')
    await lockPeople(tx, [by.partyId, personId])
    const running = await openHelp(tx, by.partyId)
    if (running !== undefined && hasRunOut(running, now)) await runOut(tx, at, running.id)
    else if (running?.principalId === personId) return running.id
    else if (running !== undefined) throw new Problem('conflict', '您正在给另一位代办。请先结束，再开始新的。')
    if (!reaches(by.grants, await standingGrants(tx, personId)))
      throw new Problem('forbidden', '这个人登记在别的乡镇。请转给当地的便民服务中心或县热线。')
    return insertHelp(tx, at, { personId, by, asked })
  })
  const row = await mandateById(county.db, id)
  if (row === undefined) throw new Error(`mandate ${id} was just opened`)
  return describeHelp(at, row)
}

async function refuseGuessing({ county, now }: At, by: Principal): Promise<void> {
  const since = new Date(now.getTime() - HOUR_MS)
  if ((await countDeeds(county.db, { actor: by.partyId, action: MISS, since })) < MOST_MISSES) return
  throw new Problem('too-many-requests', '一小时里查了太多没有登记的号码，先停一停。确有需要请联系管理员。', {
    retryAfterSeconds: 600,
  })
}

async function noteMiss({ county }: At, by: Principal): Promise<void> {
  await county.transact((tx) =>
    appendAudit(tx, {
      actor: by.partyId,
      channel: 'page',
      action: MISS,
      subject: { kind: 'person', id: 'nobody' },
    }),
  )
}

/** Somebody without a phone of their own that signs in is a resident all the same. */
async function register(
  tx: Tx,
  { vault, now }: At,
  { by, phoneBlind, asked }: { by: Principal; phoneBlind: Buffer; asked: OnBehalfRequest },
): Promise<string> {
  const id = uuidV7()
  const phoneSealed = vault.seal('phone', id, asked.phone)
  if (!(await insertPerson(tx, { id, name: asked.registerAs ?? null, phoneSealed, phoneBlind, now })))
    throw new Problem('conflict', '这个人刚刚登记好。请再点一次“开始代办”。')
  const grant = { role: 'resident', scope: { kind: 'county' } } as const
  await insertMembership(tx, { id: uuidV7(), partyId: id, grant, grantedBy: by.partyId, now })
  await audited(tx, { by: by.partyId, action: 'person.register', to: id })
  return id
}

async function runOut(tx: Tx, at: At, id: string): Promise<void> {
  const clock = { id: 'system', channel: 'system', roles: [CLOCK_ROLE] } as const
  await move(groundOf(at), tx, mandateMachine, { id, transition: 'end', actor: clock, now: at.now })
}

async function insertHelp(
  tx: Tx,
  at: At,
  { personId, by, asked }: { personId: string; by: Principal; asked: OnBehalfRequest },
): Promise<string> {
  const { vault, now } = at
  const id = uuidV7()
  const row = await insertMandate(tx, {
    id,
    basis: 'staff',
    principalId: personId,
    agentId: by.partyId,
    proposedBy: by.partyId,
    invitedPart: null,
    invitedSealed: null,
    invitedBlind: null,
    scopes: HELP_SCOPES,
    money: null,
    lastsMinutes: HELP_MINUTES,
    channel: asked.channel,
    wordsSealed: sealWords(vault, id, { reason: asked.reason }),
    createdAt: now,
  })
  if (row === undefined) throw new Error(`two mandates ${id}`)
  // To open and to close it is the clerk's own deed; what is done in between is done for the person.
  const actor = { id: by.partyId, channel: asked.channel, roles: ['clerk'] }
  await begin(groundOf(at), tx, mandateMachine, { id, subject: row, actor, now })
  await move(groundOf(at), tx, mandateMachine, { id, transition: 'attest', actor, now })
  await tell(tx, personId, { by: actor, what: 'on-behalf.open', mandateId: id })
  return id
}

/** @throws Problem not-found, version-conflict, conflict: it has ended by itself or the person ended it */
export async function closeOnBehalf(at: At, by: Principal, { id, seen }: { id: string; seen: number }): Promise<void> {
  const { county, now } = at
  await county.transact(async (tx) => {
    await lockPeople(tx, [by.partyId])
    const row = await mandateById(tx, id)
    if (row === undefined || row.basis !== 'staff' || row.agentId !== by.partyId || row.principalId === null)
      throw new Problem('not-found', '没有这次代办。请刷新后再看。')
    const { channel, principalId } = row
    const actor = { id: by.partyId, channel, roles: ['agent'] } as const
    await move(groundOf(at), tx, mandateMachine, { id, transition: 'revoke', actor, now, ifVersion: seen })
    await tell(tx, principalId, { by: actor, what: 'on-behalf.close', mandateId: id })
  })
}

async function describeHelp({ county, vault }: At, row: MandateRow): Promise<OnBehalfReply> {
  const person = row.principalId === null ? undefined : await personOf(county.db, row.principalId)
  if (person === undefined || row.until === null || row.channel === 'page')
    throw new Error(`mandate ${row.id} is no session at a desk`)
  return {
    id: row.id,
    version: row.version,
    person: {
      id: person.id,
      name: person.name,
      phone: person.phoneSealed && maskedPhone(vault.open('phone', person.id, person.phoneSealed)),
      since: person.createdAt.toISOString(),
    },
    reason: openWords(vault, row.id, row.wordsSealed).reason ?? '',
    channel: row.channel,
    scopes: [...row.scopes],
    openedAt: row.createdAt.toISOString(),
    until: row.until.toISOString(),
  }
}

async function personOf(db: At['county']['db'], id: string): Promise<KnownPerson | undefined> {
  return (await peopleById(db, [id])).get(id)
}
