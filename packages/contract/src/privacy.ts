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

/**
 * What says who somebody is or was, and how long it stays, in days. Six months at least for logs of a network: 网络安全法 art. 21
 * (GB/T 22239-2019 asks the same; the law was amended with effect from 2026-01-01 and the number of the article is 未核验).
 * No longer than is needed: 个人信息保护法 art. 19.
 */
export const RETENTION = {
  texts: { days: 184, title: '验证码短信的记录', why: '网络日志至少留 6 个月' },
  sessions: { days: 184, title: '退出以后的登录记录', why: '网络日志至少留 6 个月' },
  invitations: { days: 184, title: '过期、收回或用过的邀请', why: '网络日志至少留 6 个月' },
  factors: { days: 184, title: '停用的第二步验证', why: '用来查清停用以前的登录' },
  challenges: { days: 1, title: '通行密钥的一次性题目', why: '只在几分钟里有用' },
} as const satisfies Record<string, { days: number; title: string; why: string }>
export type Retained = keyof typeof RETENTION
