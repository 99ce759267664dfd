import type { FactorKind, Grant } from '@xiayi/contract/identity'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { lifetimeOf } from './session.rules.ts'
import { newToken, tokenHash } from './session-token.ts'
import { insertSession } from './sessions.sql.ts'

/** What a browser is handed: the token is nowhere else. */
export interface OpenedSession {
  readonly id: string
  readonly token: string
  readonly endsAt: Date
}

export async function openSession(
  tx: Tx,
  county: string,
  made: {
    partyId: string
    grants: readonly Grant[]
    factor: FactorKind | null
    device: string
    now: Date
    mayEnrolUntil?: Date | null
  },
): Promise<OpenedSession> {
  const token = newToken()
  const { idleSeconds, endsSeconds } = lifetimeOf(made.grants)
  const endsAt = new Date(made.now.getTime() + endsSeconds * 1000)
  const id = uuidV7()
  await insertSession(tx, {
    id,
    tokenHash: tokenHash(county, token),
    partyId: made.partyId,
    factor: made.factor,
    device: made.device,
    now: made.now,
    idleSeconds,
    endsAt,
    mayEnrolUntil: made.mayEnrolUntil ?? null,
  })
  return { id, token, endsAt }
}
