import { type Grant, STAFF_ROLES } from '@xiayi/contract/identity'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { audited } from '../audited.ts'
import { confirmTotp, insertTotp, totpOf } from '../factors/factors.sql.ts'
import type { At } from '../identity-deps.ts'
import {
  endMembership,
  insertMembership,
  insertParty,
  membershipsOf,
  nameIfUnnamed,
  personByPhone,
  standingBodies,
} from '../parties/parties.sql.ts'
import { personOf } from '../sign-in/sign-in.service.ts'
import { EXAMPLE_PEOPLE, EXAMPLE_SHOP, EXAMPLE_TOTP_SECRET, type ExamplePerson } from './example-people.ts'

/** Brings in whoever of the example's people is not there; the others are left as they are. */
export async function seedExamplePeople(at: At): Promise<void> {
  for (const person of EXAMPLE_PEOPLE) await at.county.transact((tx) => seedPerson(tx, at, person))
}

async function seedPerson(tx: Tx, at: At, given: ExamplePerson): Promise<void> {
  const { now, vault } = at
  const phoneBlind = vault.blindIndex('phone', given.phone)
  const { id: partyId } = await personOf(tx, vault, { phone: given.phone, phoneBlind, now })
  await nameIfUnnamed(tx, partyId, given.name)
  const grant = await grantOf(tx, given, now)
  const isNew = await insertMembership(tx, { id: uuidV7(), partyId, grant, grantedBy: null, now })
  if (isNew && given.role !== 'resident')
    await audited(tx, { by: null, action: 'role.grant', to: partyId, details: { ...grant } })
  if (!isStaff(given) || (await totpOf(tx, partyId, 'confirmed')) !== undefined) return
  const id = uuidV7()
  const secretSealed = vault.seal('sign-in-secret', id, EXAMPLE_TOTP_SECRET)
  await insertTotp(tx, { id, partyId, label: '示例验证器', secretSealed, now })
  await confirmTotp(tx, partyId, id, now)
}

async function grantOf(tx: Tx, { role, scope }: ExamplePerson, now: Date): Promise<Grant> {
  if (scope === 'county') return { role, scope: { kind: 'county' } }
  if (scope === 'organisation') return { role, scope: { kind: 'organisation', partyId: await shopOf(tx, now) } }
  return { role, scope: { kind: 'town', area: scope.town } }
}

async function shopOf(tx: Tx, now: Date): Promise<string> {
  const known = (await standingBodies(tx)).find(({ name }) => name === EXAMPLE_SHOP)
  if (known !== undefined) return known.id
  const id = uuidV7()
  await insertParty(tx, { id, kind: 'organisation', name: EXAMPLE_SHOP, now })
  return id
}

function isStaff({ role }: ExamplePerson): boolean {
  return STAFF_ROLES.some((one) => one === role)
}

/**
 * Takes the roles of the example's people away: whoever runs in production what was tried out in development must not leave
 * a door open whose second factor everybody can read.
 * @returns how many roles were taken
 */
export async function retireExamplePeople(at: At): Promise<number> {
  return at.county.transact(async (tx) => {
    let ended = 0
    for (const person of EXAMPLE_PEOPLE) {
      const known = await personByPhone(tx, at.vault.blindIndex('phone', person.phone))
      if (known === undefined) continue
      for (const { id, grant } of await membershipsOf(tx, [known.id])) {
        if (grant.role === 'resident') continue
        await endMembership(tx, { id, by: known.id, now: at.now })
        await audited(tx, { by: null, action: 'role.end', to: known.id, details: { ...grant } })
        ended++
      }
    }
    return ended
  })
}
