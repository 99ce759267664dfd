import { meReply, type Scope, type StaffRole } from '@xiayi/contract/identity'
import { factorEnrolled, totpStart } from '@xiayi/contract/second-factor'
import { invitationMade } from '@xiayi/contract/staff'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { z } from 'zod'
import type { TestApp } from '../../../app/test-app.ts'
import { newPhone, openBrowser, signInAs, type TestBrowser } from '../browser-for-tests.ts'
import { inviteAdministrator } from '../identity.commands.ts'

export const TOWN: Scope = { kind: 'town', area: '411426100' }

/** Somebody who signed in, took up a role and set up an authenticator. */
export interface TestStaff {
  readonly browser: TestBrowser
  readonly partyId: string
  readonly phone: string
  readonly recoveryCodes: readonly string[]
  /** the app's code, as many half minutes from now */
  code(steps?: number): string
}

export function codeAt(secret: string, steps: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
}

/** Lets time pass for what limits how often codes are sent. */
export async function forgetQuotas(app: TestApp): Promise<void> {
  await sql`delete from sign_in_quota`.execute(app.county.db)
}

export async function firstAdministrator(app: TestApp): Promise<TestStaff> {
  const phone = newPhone()
  const vault = await app.services.vaults.of(app.county)
  const token = await inviteAdministrator({ county: app.county, vault, now: new Date() }, { name: '王主任', phone })
  return takeUp(app, { phone, token })
}

export async function inviteStaff(
  by: TestBrowser,
  given: { name: string; role: StaffRole; phone: string; scope?: Scope },
): Promise<z.infer<typeof invitationMade>> {
  const usual = given.role === 'town' ? TOWN : { kind: 'county' }
  const reply = await by.post('invitations', { scope: usual, ...given })
  if (reply.status !== 201) throw new Error(reply.text)
  return invitationMade.parse(reply.body())
}

export async function newStaff(app: TestApp, by: TestBrowser, role: StaffRole, name = '李干事'): Promise<TestStaff> {
  const phone = newPhone()
  const { token } = await inviteStaff(by, { name, role, phone })
  return takeUp(app, { phone, token })
}

/** Signs in with the phone, accepts, and sets up an authenticator. */
export async function takeUp(app: TestApp, given: { phone: string; token: string }): Promise<TestStaff> {
  await forgetQuotas(app)
  const browser = openBrowser(app)
  await signInAs(browser, given.phone)
  const accepted = await browser.post('invitations/accept', { token: given.token })
  const { me } = meReply.parse(accepted.body())
  if (me === null) throw new Error(accepted.text)
  const { secret } = totpStart.parse((await browser.post('factors/totp')).body())
  const confirmed = await browser.post('factors/totp/confirm', { code: codeAt(secret, -1) })
  const { recoveryCodes } = factorEnrolled.parse(confirmed.body())
  return {
    browser,
    partyId: me.partyId,
    phone: given.phone,
    recoveryCodes: recoveryCodes ?? [],
    code: (steps = 0) => codeAt(secret, steps),
  }
}
