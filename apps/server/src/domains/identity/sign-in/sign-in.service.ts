import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { CodeSent } from '@xiayi/contract/identity'
import { v7 as uuidV7 } from 'uuid'
import type { Config } from '../../../platform/config/config.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { Vault } from '../../../platform/vault/vaults.ts'
import { audited } from '../audited.ts'
import type { At, IdentityDeps } from '../identity-deps.ts'
import {
  insertMembership,
  insertPerson,
  type PersonRow,
  personByPhone,
  standingGrants,
} from '../parties/parties.sql.ts'
import { type OpenedSession, openSession } from '../sessions/open-session.ts'
import { insertText } from '../texts/texts.sql.ts'
import { CODE_SECONDS, codeFrom, RESEND_SECONDS, standingOf } from './code.rules.ts'
import {
  countGuess,
  countText,
  insertCode,
  lockBudget,
  lockNewestCode,
  markCodeUsed,
  stampsOf,
  takeQuota,
  textsSince,
} from './codes.sql.ts'
import {
  addressGroup,
  CODES_PER_ADDRESS,
  CODES_PER_PHONE,
  GUESSES_PER_ADDRESS,
  type Limit,
  waitSeconds,
} from './quota.rules.ts'

/** Keys of codes and quotas are of one family with what opens a door; a word before each keeps them apart. */
const SECRET = 'sign-in-secret'

/** A number that somebody typed, in its one spelling, and the address they typed it at. */
export interface Caller {
  readonly phone: string
  readonly address: string
}

export function codeOfNonce(vault: Vault, nonce: Buffer): string {
  return codeFrom(vault.blindIndex(SECRET, `code ${nonce.toString('base64')}`))
}

/**
 * Asks for a code. Nothing here looks whether the number is known, so neither the answer nor its time can tell. The text
 * leaves after the commit (`texts/send-texts.ts`).
 * @throws Problem too-many-requests (429), busy (503: the county's budget of texts is spent)
 */
export async function askForCode(
  deps: Pick<IdentityDeps, 'config'>,
  { county, vault, now }: At,
  { phone, address }: Caller,
): Promise<CodeSent> {
  const asks: readonly Quota[] = [
    { key: vault.blindIndex(SECRET, `codes ${phone}`), limits: CODES_PER_PHONE, of: '这个手机号' },
    { key: addressKey(vault, 'codes', address), limits: CODES_PER_ADDRESS, of: '您所在的网络' },
  ]
  // Without a lock first: whoever asks a thousand times is refused by reading.
  for (const quota of asks) refuseWhile(quota, await stampsOf(county.db, quota.key), now)
  const phoneBlind = vault.blindIndex('phone', phone)
  const textId = uuidV7()
  const toSealed = vault.seal('phone', textId, phone)
  await county.transact(async (tx) => {
    for (const quota of asks)
      if (!(await takeQuota(tx, quota.key, quota.limits, now))) {
        refuseWhile(quota, await stampsOf(tx, quota.key), now)
        throw tooMany(quota.of, 1)
      }
    const codeId = uuidV7()
    const expiresAt = new Date(now.getTime() + CODE_SECONDS * 1000)
    await insertCode(tx, { id: codeId, phoneBlind, nonce: randomBytes(32), now, expiresAt })
    await insertText(tx, { id: textId, codeId, toSealed, toBlind: phoneBlind, now })
    await spendText(tx, deps.config.sms, { county: county.code, now })
  })
  return { leaves: howCodesLeave(deps.config), validSeconds: CODE_SECONDS, resendAfterSeconds: RESEND_SECONDS }
}

/** Whoever waits for a text that never leaves has to be told. */
function howCodesLeave({ mode, sms }: Pick<Config, 'mode' | 'sms'>): CodeSent['leaves'] {
  if (sms.mode !== 'rehearsal') return 'by-text'
  return mode === 'production' ? 'not-at-all' : 'to-dev'
}

interface Quota {
  readonly key: Buffer
  readonly limits: readonly Limit[]
  readonly of: string
}

function addressKey(vault: Vault, what: string, address: string): Buffer {
  return vault.blindIndex(SECRET, `${what} from ${addressGroup(address)}`)
}

function refuseWhile({ limits, of }: Quota, stamps: readonly number[], now: Date): void {
  const wait = waitSeconds(stamps, limits, now.getTime())
  if (wait > 0) throw tooMany(of, wait)
}

function tooMany(of: string, wait: number): Problem {
  const span =
    wait < 90 ? `${wait} 秒` : wait < 5400 ? `${Math.ceil(wait / 60)} 分钟` : `${Math.ceil(wait / 3600)} 小时`
  return new Problem('too-many-requests', `${of}请求得太频繁，请 ${span}后再试。急用请到便民服务中心办理。`, {
    retryAfterSeconds: wait,
  })
}

/** Last, since its lock is the county's: it is held for the commit alone. */
async function spendText(
  tx: Tx,
  budget: { perHour: number; perDay: number },
  { county, now }: { county: string; now: Date },
): Promise<void> {
  await lockBudget(tx, county)
  const { hour, day } = await textsSince(tx, now)
  if (hour >= budget.perHour || day >= budget.perDay)
    throw new Problem('busy', '短信发得太多，暂停发送验证码。请过一会儿再试，急用请到便民服务中心办理。', {
      retryAfterSeconds: hour >= budget.perHour ? 600 : 3600,
    })
  await countText(tx, now)
}

export interface SignedIn {
  readonly opened: OpenedSession
  readonly partyId: string
}

/**
 * Signs in with the newest code of the number; whoever comes for the first time becomes a resident. A wrong guess is counted
 * whether or not there was a code, and stays counted.
 * @throws Problem sign-in-refused (401), too-many-requests (429: the code is dead, or too many guesses from this address)
 */
export async function signInWithCode(
  { county, vault, now }: At,
  given: Caller & { code: string; device: string },
): Promise<SignedIn> {
  const guesses: Quota = {
    key: addressKey(vault, 'guesses', given.address),
    limits: GUESSES_PER_ADDRESS,
    of: '您所在的网络',
  }
  refuseWhile(guesses, await stampsOf(county.db, guesses.key), now)
  const phoneBlind = vault.blindIndex('phone', given.phone)
  const outcome = await county.transact(async (tx) => {
    const code = await lockNewestCode(tx, phoneBlind)
    const standing = standingOf(code, now)
    if (code === undefined || standing !== 'open' || !isSame(codeOfNonce(vault, code.nonce), given.code)) {
      if (code !== undefined && standing === 'open') await countGuess(tx, code.id)
      await takeQuota(tx, guesses.key, guesses.limits, now)
      return standing === 'dead' ? 'dead' : 'wrong'
    }
    await markCodeUsed(tx, code.id, now)
    const person = await personOf(tx, vault, { phone: given.phone, phoneBlind, now })
    const grants = await standingGrants(tx, person.id)
    const opened = await openSession(tx, county.code, {
      partyId: person.id,
      grants,
      factor: null,
      device: given.device,
      now,
    })
    await audited(tx, { by: person.id, action: 'session.open', to: person.id, details: { session: opened.id } })
    return { opened, partyId: person.id }
  })
  if (outcome === 'wrong')
    throw new Problem('sign-in-refused', '验证码不对，或者已经过期。请核对短信里最新的一条，或重新获取。')
  if (outcome === 'dead')
    throw new Problem('too-many-requests', '这个验证码已经试错 5 次，作废了。请重新获取一个。', {
      retryAfterSeconds: RESEND_SECONDS,
    })
  return outcome
}

function isSame(wanted: string, given: string): boolean {
  const a = Buffer.from(wanted)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The person with this number; made when there is none. */
export async function personOf(
  tx: Tx,
  vault: Vault,
  { phone, phoneBlind, now }: { phone: string; phoneBlind: Buffer; now: Date },
): Promise<PersonRow> {
  const known = await personByPhone(tx, phoneBlind)
  if (known !== undefined) return known
  const id = uuidV7()
  const isNew = await insertPerson(tx, { id, name: null, phoneSealed: vault.seal('phone', id, phone), phoneBlind, now })
  if (!isNew) return personOf(tx, vault, { phone, phoneBlind, now })
  const grant = { role: 'resident', scope: { kind: 'county' } } as const
  await insertMembership(tx, { id: uuidV7(), partyId: id, grant, grantedBy: null, now })
  return { id, name: null }
}
