import type { Grant, PartyKind, Role } from '@xiayi/contract/identity'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { grantOf, scopeColumns } from './roles-stored.ts'

export interface PersonRow {
  readonly id: string
  readonly name: string | null
}

export async function personByPhone(db: Db, phoneBlind: Buffer): Promise<PersonRow | undefined> {
  return db.selectFrom('party').select(['id', 'name']).where('phone_blind', '=', phoneBlind).executeTakeFirst()
}

/** False when a person with this phone came in meanwhile. */
export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string | null; phoneSealed: Buffer; phoneBlind: Buffer; now: Date },
): Promise<boolean> {
  const made = await tx
    .insertInto('party')
    .values({
      id: person.id,
      kind: 'person',
      name: person.name,
      phone_sealed: person.phoneSealed,
      phone_blind: person.phoneBlind,
      created_at: person.now,
    })
    .onConflict((conflict) => conflict.column('phone_blind').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function nameIfUnnamed(tx: Tx, partyId: string, name: string): Promise<void> {
  await tx.updateTable('party').set({ name }).where('id', '=', partyId).where('name', 'is', null).execute()
}

export interface PartyRow {
  readonly id: string
  readonly kind: string
  readonly name: string | null
  readonly createdAt: Date
}

export async function insertParty(
  tx: Tx,
  party: { id: string; kind: PartyKind; name: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('party')
    .values({ id: party.id, kind: party.kind, name: party.name, created_at: party.now })
    .execute()
}

export async function partyById(db: Db, id: string): Promise<PartyRow | undefined> {
  const row = await db
    .selectFrom('party')
    .select(['id', 'kind', 'name', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { id: row.id, kind: row.kind, name: row.name, createdAt: row.created_at }
}

/** Organisations, departments and committees by name. */
export async function standingBodies(db: Db): Promise<readonly PartyRow[]> {
  const rows = await db
    .selectFrom('party')
    .select(['id', 'kind', 'name', 'created_at'])
    .where('kind', 'in', ['organisation', 'department', 'committee'])
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind, name: row.name, createdAt: row.created_at }))
}

export async function standingGrants(db: Db, partyId: string): Promise<readonly Grant[]> {
  const rows = await db
    .selectFrom('membership')
    .select(['role', 'scope', 'scope_area', 'scope_party'])
    .where('party_id', '=', partyId)
    .where('ended_at', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .execute()
  return rows.map(grantOf)
}

/** False when the person has the same role with the same scope already. */
export async function insertMembership(
  tx: Tx,
  made: { id: string; partyId: string; grant: Grant; grantedBy: string | null; now: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('membership')
    .values({
      id: made.id,
      party_id: made.partyId,
      role: made.grant.role,
      ...scopeColumns(made.grant.scope),
      since: made.now,
      granted_by: made.grantedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface MembershipRow {
  readonly id: string
  readonly partyId: string
  readonly grant: Grant
  readonly scopeName: string | null
  readonly since: Date
}

export async function lockMembership(
  tx: Tx,
  id: string,
): Promise<{ readonly partyId: string; readonly grant: Grant; readonly hasEnded: boolean } | undefined> {
  const row = await tx.selectFrom('membership').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && { partyId: row.party_id, grant: grantOf(row), hasEnded: row.ended_at !== null }
}

export async function endMembership(tx: Tx, ended: { id: string; by: string; now: Date }): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ ended_at: ended.now, ended_by: ended.by })
    .where('id', '=', ended.id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Locks them all, so that two administrators cannot take the role from each other at once and leave none. */
export async function lockStandingOf(tx: Tx, role: Role): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('membership')
    .select('id')
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

export interface StaffRow {
  readonly partyId: string
  readonly name: string | null
  readonly phoneSealed: Buffer
  readonly lastSeenAt: Date | null
}

/** People with one of the roles, by id: as they came in. */
export async function peopleWithRoles(
  db: Db,
  options: { roles: readonly Role[]; limit: number; after: string | undefined },
): Promise<readonly StaffRow[]> {
  let query = db
    .selectFrom('party')
    .select(['id', 'name', 'phone_sealed'])
    .select(sql<Date | null>`(select max(seen_at) from session where session.party_id = party.id)`.as('last_seen_at'))
    .where('phone_sealed', 'is not', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('membership')
          .select('membership.id')
          .whereRef('membership.party_id', '=', 'party.id')
          .where('membership.ended_at', 'is', null)
          .where('membership.role', 'in', options.roles),
      ),
    )
    .orderBy('id')
    .limit(options.limit)
  if (options.after !== undefined) query = query.where('id', '>', options.after)
  const rows = await query.execute()
  return rows.map((row) => ({
    partyId: row.id,
    name: row.name,
    phoneSealed: row.phone_sealed ?? Buffer.alloc(0),
    lastSeenAt: row.last_seen_at,
  }))
}

export async function membershipsOf(db: Db, partyIds: readonly string[]): Promise<readonly MembershipRow[]> {
  if (partyIds.length === 0) return []
  const rows = await db
    .selectFrom('membership')
    .leftJoin('party as within', 'within.id', 'membership.scope_party')
    .select(['membership.id', 'membership.party_id', 'role', 'scope', 'scope_area', 'scope_party', 'since'])
    .select('within.name as scope_name')
    .where('membership.party_id', 'in', partyIds)
    .where('ended_at', 'is', null)
    .orderBy('since')
    .orderBy('membership.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    partyId: row.party_id,
    grant: grantOf(row),
    scopeName: row.scope_name,
    since: row.since,
  }))
}

/** Whether the number belongs to somebody with one of the roles, or to an invitation that is still open. */
export async function isNumberOfStaff(db: Db, phoneBlind: Buffer, roles: readonly Role[], now: Date): Promise<boolean> {
  const row = await db
    .selectNoFrom([
      sql<boolean>`exists (
        select from party join membership on membership.party_id = party.id
         where phone_blind = ${phoneBlind} and ended_at is null and role = any(${[...roles]}))
        or exists (
        select from invitation
         where phone_blind = ${phoneBlind} and accepted_at is null and withdrawn_at is null and expires_at > ${now})`.as(
        'is_staff',
      ),
    ])
    .executeTakeFirstOrThrow()
  return row.is_staff
}

/** The names that people and bodies have now; ids that are none of theirs are passed over. */
export async function namesOfParties(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const uuids = [...new Set(ids)].filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
  if (uuids.length === 0) return new Map()
  const rows = await db.selectFrom('party').select(['id', 'name']).where('id', 'in', uuids).execute()
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}

export interface KnownPerson {
  readonly id: string
  readonly name: string | null
  readonly phoneSealed: Buffer | null
  readonly phoneBlind: Buffer | null
  readonly createdAt: Date
}

export async function peopleById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('party')
    .select(['id', 'name', 'phone_sealed', 'phone_blind', 'created_at'])
    .where('id', 'in', ids)
    .where('kind', '=', 'person')
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        phoneSealed: row.phone_sealed,
        phoneBlind: row.phone_blind,
        createdAt: row.created_at,
      },
    ]),
  )
}
