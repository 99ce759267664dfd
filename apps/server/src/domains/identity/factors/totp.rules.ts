import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
const PERIOD_SECONDS = 30
/** A phone's clock may be off by a step. */
const WINDOW = 1

function totp(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: '夏邑生活',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  })
}

/** What an app reads from a QR code. */
export function totpUri(secret: string, label: string): string {
  return totp(secret, label).toString()
}

/** What an app shows at a moment. */
export function totpNow(secret: string, now: Date): string {
  return totp(secret, 'x').generate({ timestamp: now.getTime() })
}

/** The time step a code belongs to, counted from 1970; undefined when it is of none around now. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret, 'x').validate({ token: code, timestamp: now.getTime(), window: WINDOW })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta
}
