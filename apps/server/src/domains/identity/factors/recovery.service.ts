import { Secret } from 'otpauth'
import type { Tx } from '../../../platform/db/db.ts'
import type { Vault } from '../../../platform/vault/vaults.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import type { OpenedSession } from '../sessions/open-session.ts'
import type { Principal } from '../sessions/principal.ts'
import { replaceRecoveryCodes, standingFactors, useRecoveryCode } from './factors.sql.ts'
import {
  endSessionsFromBefore,
  requireEnroller,
  type Sessions,
  type Showing,
  showFactor,
} from './second-factor.service.ts'

const CODES = 10
/** 80 bits: sixteen letters and digits that nobody guesses, so a keyed hash keeps them. */
const BYTES = 10

function hashOf(vault: Vault, partyId: string, code: string): Buffer {
  return vault.blindIndex('sign-in-secret', `recovery ${partyId} ${code}`)
}

/** Fresh codes in place of all that were there; what is returned is nowhere else. */
async function writeRecoveryCodes(tx: Tx, { vault, now }: At, partyId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, () => new Secret({ size: BYTES }).base32)
  await replaceRecoveryCodes(
    tx,
    partyId,
    codes.map((code) => hashOf(vault, partyId, code)),
    now,
  )
  return codes
}

/** For somebody with no code yet: those who have some keep them. */
export async function firstRecoveryCodes(tx: Tx, at: At, partyId: string): Promise<readonly string[] | null> {
  const isFirst = (await standingFactors(tx, partyId)).length === 1
  return isFirst ? writeRecoveryCodes(tx, at, partyId) : null
}

export async function renewRecoveryCodes(deps: Sessions, at: At, principal: Principal): Promise<readonly string[]> {
  requireEnroller(principal, at.now)
  const codes = await at.county.transact(async (tx) => {
    const { partyId, sessionId } = principal
    await endSessionsFromBefore(tx, at, partyId, sessionId)
    await audited(tx, { by: partyId, action: 'recovery-codes.renew', to: partyId })
    return writeRecoveryCodes(tx, at, principal.partyId)
  })
  deps.sessions.forget()
  return codes
}

export function showRecoveryCode(deps: Sessions, at: At, showing: Showing, code: string): Promise<OpenedSession> {
  const { partyId } = showing.principal
  return showFactor(deps, at, showing, {
    kind: 'recovery',
    holds: (tx) => useRecoveryCode(tx, partyId, hashOf(at.vault, partyId, code), at.now),
  })
}
