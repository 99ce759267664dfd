import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AskOptions, EnrolOptions, PasskeyAnswer, PasskeyEnrolment } from '@xiayi/contract/second-factor'
import { v7 as uuidV7 } from 'uuid'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { audited } from '../audited.ts'
import type { At } from '../identity-deps.ts'
import type { OpenedSession } from '../sessions/open-session.ts'
import type { Principal } from '../sessions/principal.ts'
import {
  insertChallenge,
  insertPasskey,
  type PasskeyRow,
  passkeysOf,
  takeChallenge,
  usePasskey,
} from './factors.sql.ts'
import { firstRecoveryCodes } from './recovery.service.ts'
import type { RelyingParty } from './relying-party.ts'
import {
  endSessionsFromBefore,
  requireEnroller,
  type Sessions,
  type Showing,
  showFactor,
} from './second-factor.service.ts'

const CHALLENGE_SECONDS = 300
const VERIFICATION = 'required'

async function keepChallenge(
  at: At,
  sessionId: string,
  purpose: 'enrol' | 'sign-in',
  challenge: string,
): Promise<void> {
  const expiresAt = new Date(at.now.getTime() + CHALLENGE_SECONDS * 1000)
  await at.county.transact((tx) =>
    insertChallenge(tx, { id: uuidV7(), sessionId, purpose, challenge, now: at.now, expiresAt }),
  )
}

function described({ credentialId, transports }: PasskeyRow): AskOptions['allowCredentials'][number] {
  return { id: credentialId.toString('base64url'), type: 'public-key', transports: [...transports] }
}

export async function passkeyEnrolOptions(at: At, principal: Principal, party: RelyingParty): Promise<EnrolOptions> {
  requireEnroller(principal, at.now)
  const known = await passkeysOf(at.county.db, principal.partyId)
  const name = principal.name ?? '工作人员'
  const made = await generateRegistrationOptions({
    rpName: '夏邑生活',
    rpID: party.id,
    userName: name,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(principal.partyId)),
    attestationType: 'none',
    timeout: CHALLENGE_SECONDS * 1000,
    // ES256 and RS256: what phones, Windows and security keys have.
    supportedAlgorithmIDs: [-7, -257],
    authenticatorSelection: { residentKey: 'preferred', userVerification: VERIFICATION },
  })
  await keepChallenge(at, principal.sessionId, 'enrol', made.challenge)
  return {
    challenge: made.challenge,
    rp: { id: party.id, name: made.rp.name },
    user: made.user,
    pubKeyCredParams: made.pubKeyCredParams.map(({ alg }) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_SECONDS * 1000,
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: 'preferred', userVerification: VERIFICATION },
    attestation: 'none',
  }
}

/** @returns the session that has shown it, and recovery codes when it is the first factor */
export async function enrolPasskey(
  deps: Sessions,
  at: At,
  showing: Showing,
  given: { enrolment: PasskeyEnrolment; party: RelyingParty },
): Promise<{ opened: OpenedSession; recoveryCodes: readonly string[] | null }> {
  const { partyId, sessionId } = showing.principal
  requireEnroller(showing.principal, at.now)
  let recoveryCodes: readonly string[] | null = null
  const opened = await showFactor(deps, at, showing, {
    kind: 'passkey',
    holds: (tx) => takeIn(tx, at, showing.principal, given),
    afterwards: async (tx) => {
      await audited(tx, { by: partyId, action: 'second-factor.add', to: partyId, details: { kind: 'passkey' } })
      recoveryCodes = await firstRecoveryCodes(tx, at, partyId)
      await endSessionsFromBefore(tx, at, partyId, sessionId)
    },
  })
  return { opened, recoveryCodes }
}

async function takeIn(
  tx: Tx,
  at: At,
  { partyId, sessionId }: Principal,
  { enrolment, party }: { enrolment: PasskeyEnrolment; party: RelyingParty },
): Promise<boolean> {
  const expectedChallenge = await takeChallenge(tx, sessionId, 'enrol', at.now)
  if (expectedChallenge === undefined) return false
  const { response } = enrolment
  const checked = await verifyRegistrationResponse({
    response: {
      id: response.id,
      rawId: response.rawId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: response.response.clientDataJSON,
        attestationObject: response.response.attestationObject,
      },
    },
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-7, -257],
  }).catch(() => undefined)
  if (checked?.verified !== true) return false
  const { credential } = checked.registrationInfo
  const isNew = await insertPasskey(tx, {
    id: uuidV7(),
    partyId,
    label: enrolment.label,
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: response.response.transports ?? [],
    now: at.now,
  })
  if (!isNew) throw new Problem('conflict', '这个通行密钥已经登记过了。请换一个，或直接用它验证。')
  return true
}

export async function passkeyAskOptions(at: At, principal: Principal, party: RelyingParty): Promise<AskOptions> {
  const known = await passkeysOf(at.county.db, principal.partyId)
  if (known.length === 0) throw new Problem('conflict', '您还没有登记通行密钥。请用验证器或恢复码。')
  const made = await generateAuthenticationOptions({
    rpID: party.id,
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: VERIFICATION,
  })
  await keepChallenge(at, principal.sessionId, 'sign-in', made.challenge)
  return {
    challenge: made.challenge,
    rpId: party.id,
    timeout: CHALLENGE_SECONDS * 1000,
    allowCredentials: known.map(described),
    userVerification: VERIFICATION,
  }
}

export function showPasskey(
  deps: Sessions,
  at: At,
  showing: Showing,
  given: { response: PasskeyAnswer['response']; party: RelyingParty },
): Promise<OpenedSession> {
  return showFactor(deps, at, showing, { kind: 'passkey', holds: (tx) => answers(tx, at, showing.principal, given) })
}

async function answers(
  tx: Tx,
  at: At,
  { partyId, sessionId }: Principal,
  { response, party }: { response: PasskeyAnswer['response']; party: RelyingParty },
): Promise<boolean> {
  const expectedChallenge = await takeChallenge(tx, sessionId, 'sign-in', at.now)
  const known = (await passkeysOf(tx, partyId)).find(
    ({ credentialId }) => credentialId.toString('base64url') === response.id,
  )
  if (expectedChallenge === undefined || known === undefined) return false
  const checked = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(known.publicKey), counter: known.signCount },
  }).catch(() => undefined)
  if (checked?.verified !== true) return false
  await usePasskey(tx, known.id, checked.authenticationInfo.newCounter, at.now)
  return true
}
