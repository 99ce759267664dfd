import type { Tx } from '../../../platform/db/db.ts'
import { move } from '../../../platform/machine/run-machine.ts'
import type { At } from '../identity-deps.ts'
import { peopleById } from '../parties/parties.sql.ts'
import { groundOf } from './ground.ts'
import { mandateMachine } from './mandate.machine.ts'
import { partIn } from './mandate.rules.ts'
import { openWords } from './mandate-words.ts'
import { lockAllOf, mandatesOf, staffMandates, wipeWords } from './mandates.sql.ts'
import { tell } from './tell.ts'

const EVER = new Date(0)

/** For the file that a person takes along: what they may and what they wrote; nothing that tells who the other is. */
export async function mandatesToTake(at: At, partyId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const me = (await peopleById(at.county.db, [partyId])).get(partyId)
  if (me === undefined) return []
  return (await mandatesOf(at.county.db, me, EVER)).map((row) => {
    const { basis, state, scopes, money, channel, createdAt, until, endedAt } = row
    const words = openWords(at.vault, row.id, row.wordsSealed)
    const written = row.proposedBy === partyId ? { theirName: words.theirName, myName: words.myName } : {}
    const reason = basis === 'staff' ? { reason: words.reason } : {}
    return {
      basis,
      state,
      part: partIn(row, me),
      scopes,
      money,
      channel,
      createdAt,
      until,
      endedAt,
      ...written,
      ...reason,
    }
  })
}

/** Whoever leaves takes back all that waits or holds, and what was written about them goes. */
export async function leaveMandates(
  at: Pick<At, 'county' | 'now'>,
  tx: Tx,
  person: { id: string; phoneBlind: Buffer | null },
): Promise<void> {
  const rows = await lockAllOf(tx, person)
  for (const row of rows) {
    if (row.state !== 'proposed' && row.state !== 'active') continue
    const isAsked = row.principalId !== person.id && row.agentId !== person.id && row.proposedBy !== person.id
    const actor = {
      id: person.id,
      channel: 'page',
      roles: isAsked ? ['invited'] : ['principal', 'agent', 'proposer'],
    } as const
    const transition = isAsked ? 'decline' : 'revoke'
    await move(groundOf(at), tx, mandateMachine, { id: row.id, transition, actor, now: at.now })
    const otherId = [row.principalId, row.agentId].find((id) => id !== null && id !== person.id)
    if (otherId !== undefined && otherId !== null)
      await tell(tx, otherId, { by: actor, what: `${row.basis}.${transition}`, mandateId: row.id })
  }
  await wipeWords(
    tx,
    rows.map(({ id }) => id),
  )
}

/** Why clerks opened what they opened, by id of the mandate. */
export async function reasonsOfMandates(
  { county, vault }: At,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await staffMandates(county.db, [...new Set(ids)])
  return new Map(
    rows.flatMap(({ id, wordsSealed }) => {
      const { reason } = openWords(vault, id, wordsSealed)
      return reason === undefined ? [] : [[id, reason] as const]
    }),
  )
}
