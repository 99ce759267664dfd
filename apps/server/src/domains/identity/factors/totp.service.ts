import { Secret } from 'otpauth'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import type { OpenedSession } from '../sessions/open-session.ts'
import type { Principal } from '../sessions/principal.ts'
import { confirmTotp, insertTotp, type TotpRow, totpOf, useTotpStep } from './factors.sql.ts'
import { firstRecoveryCodes } from './recovery.service.ts'
import {
  endSessionsFromBefore,
  requireEnroller,
  type Sessions,
  type Showing,
  showFactor,
} from './second-factor.service.ts'
import { totpStep, totpUri } from './totp.rules.ts'

const SECRET_BYTES = 20

/** Makes a secret for an app; it counts for nothing until a code of it was shown. */
export async function startTotp(at: At, principal: Principal): Promise<{ secret: string; uri: string }> {
  requireEnroller(principal, at.now)
  const { base32: secret } = new Secret({ size: SECRET_BYTES })
  const id = uuidV7()
  await at.county.transact((tx) =>
    insertTotp(tx, {
      id,
      partyId: principal.partyId,
      label: '验证器',
      secretSealed: at.vault.seal('sign-in-secret', id, secret),
      now: at.now,
    }),
  )
  return { secret, uri: totpUri(secret, principal.name ?? '工作人员') }
}

async function holds(tx: Tx, at: At, row: TotpRow, code: string): Promise<boolean> {
  const step = totpStep(at.vault.open('sign-in-secret', row.id, row.secretSealed), code, at.now)
  return step !== undefined && useTotpStep(tx, row.id, step, at.now)
}

/** @returns the session that has shown it, and recovery codes when it is the first factor */
export async function confirmStartedTotp(
  deps: Sessions,
  at: At,
  showing: Showing,
  code: string,
): Promise<{ opened: OpenedSession; recoveryCodes: readonly string[] | null }> {
  const { partyId, sessionId } = showing.principal
  requireEnroller(showing.principal, at.now)
  const started = await totpOf(at.county.db, partyId, 'started')
  if (started === undefined) throw new Problem('conflict', '还没有开始登记验证器。请先点“登记验证器”，扫码以后再填。')
  let recoveryCodes: readonly string[] | null = null
  const opened = await showFactor(deps, at, showing, {
    kind: 'totp',
    holds: (tx) => holds(tx, at, started, code),
    afterwards: async (tx) => {
      await confirmTotp(tx, partyId, started.id, at.now)
      await audited(tx, { by: partyId, action: 'second-factor.add', to: partyId, details: { kind: 'totp' } })
      recoveryCodes = await firstRecoveryCodes(tx, at, partyId)
      await endSessionsFromBefore(tx, at, partyId, sessionId)
    },
  })
  return { opened, recoveryCodes }
}

export function showTotp(deps: Sessions, at: At, showing: Showing, code: string): Promise<OpenedSession> {
  return showFactor(deps, at, showing, {
    kind: 'totp',
    holds: async (tx) => {
      const row = await totpOf(tx, showing.principal.partyId, 'confirmed')
      return row !== undefined && holds(tx, at, row, code)
    },
  })
}
