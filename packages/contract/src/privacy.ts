import { z } from 'zod'
import { isoTime, pageOf } from './common.ts'

/** What staff may look at somebody's full number for; the person reads it. */
export const VIEW_PURPOSES = [
  'call-back',
  'verify-identity',
  'delivery',
  'complaint',
  'emergency',
  'legal-duty',
] as const
export const viewPurpose = z.enum(VIEW_PURPOSES)
export type ViewPurpose = z.infer<typeof viewPurpose>

export const unmaskRequest = z.strictObject({ field: z.literal('phone'), purpose: viewPurpose })
export const unmasked = z.object({ value: z.string() })

export const view = z.object({
  id: z.number().int().positive(),
  at: isoTime,
  /** the name the viewer has now; null: the operator on the command line, or somebody who left */
  viewer: z.string().nullable(),
  action: z.string(),
  purpose: z.string().nullable(),
  /** page, counter, hotline … */
  channel: z.string(),
  /** done in the person's name, and not to them */
  isForMe: z.boolean(),
  /** why a clerk acts for the person */
  reason: z.string().nullable(),
})
export const viewPage = pageOf(view)

/** A use of data that is asked for by itself. A change of `version` asks again. */
export const CONSENT_PURPOSES = ['service-notices', 'satisfaction-calls', 'health-care'] as const
export const consentPurpose = z.enum(CONSENT_PURPOSES)
export type ConsentPurpose = z.infer<typeof consentPurpose>

/** unasked: never decided; outdated: given to other words than those that hold now, so it does not hold */
export const CONSENT_STATES = ['unasked', 'given', 'withdrawn', 'outdated'] as const
export const consent = z.object({
  purpose: consentPurpose,
  version: z.number().int().positive(),
  title: z.string(),
  words: z.string(),
  /** sensitive information (PIPL art. 28): asked for apart, with why it is needed */
  isSensitive: z.boolean(),
  state: z.enum(CONSENT_STATES),
  since: isoTime.nullable(),
})
export type ConsentReply = z.infer<typeof consent>
export const consentList = z.object({ items: z.array(consent) })
export const consentChange = z.strictObject({
  purpose: consentPurpose,
  version: z.number().int().positive(),
  decision: z.enum(['given', 'withdrawn']),
})

export const eraseRequest = z.strictObject({ confirm: z.literal('注销') })
/** what stays, and why */
export const erased = z.object({ kept: z.array(z.string()) })
