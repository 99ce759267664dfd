import { z } from 'zod'
import { isoTime, lineText } from './common.ts'
import { me, sixDigits } from './identity.ts'

/** A second proof of who one is: a code of an authenticator app (RFC 6238), a passkey (W3C WebAuthn level 3), a recovery code. */
export const totpStart = z.object({ secret: z.string(), uri: z.string() })
export const totpCode = z.strictObject({ code: sixDigits })
export const recoveryCode = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^[A-Z2-7]{16}$/, '恢复码是 16 位字母和数字')),
})

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,20000}$/)
export const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
const transports = z.array(z.enum(TRANSPORTS)).max(10)
const credentialId = z.object({ id: base64url, type: z.literal('public-key'), transports })

/** PublicKeyCredentialCreationOptionsJSON, as far as it is used here. */
export const enrolOptions = z.object({
  challenge: base64url,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
  timeout: z.number().int(),
  excludeCredentials: z.array(credentialId),
  authenticatorSelection: z.object({
    residentKey: z.enum(['discouraged', 'preferred', 'required']),
    userVerification: z.enum(['discouraged', 'preferred', 'required']),
  }),
  attestation: z.literal('none'),
})
export type EnrolOptions = z.infer<typeof enrolOptions>

/** PublicKeyCredentialRequestOptionsJSON, as far as it is used here. */
export const askOptions = z.object({
  challenge: base64url,
  rpId: z.string(),
  timeout: z.number().int(),
  allowCredentials: z.array(credentialId),
  userVerification: z.enum(['discouraged', 'preferred', 'required']),
})
export type AskOptions = z.infer<typeof askOptions>

/** RegistrationResponseJSON: what it carries beyond this is not needed. */
export const passkeyEnrolment = z.strictObject({
  label: lineText(40),
  response: z.object({
    id: base64url,
    rawId: base64url,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: transports.optional(),
    }),
  }),
})
export type PasskeyEnrolment = z.infer<typeof passkeyEnrolment>

/** AuthenticationResponseJSON. */
export const passkeyAnswer = z.strictObject({
  response: z.object({
    id: base64url,
    rawId: base64url,
    type: z.literal('public-key'),
    response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
  }),
})
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>

const factor = z.object({
  id: z.uuid(),
  kind: z.enum(['totp', 'passkey']),
  label: z.string(),
  createdAt: isoTime,
  lastUsedAt: isoTime.nullable(),
})
export type FactorReply = z.infer<typeof factor>
export const factorList = z.object({ items: z.array(factor), recoveryCodesLeft: z.number().int().nonnegative() })
/** Recovery codes are shown once, with the first factor: only their hashes are kept. */
export const factorEnrolled = z.object({ me, recoveryCodes: z.array(z.string()).nullable() })
export const newRecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
