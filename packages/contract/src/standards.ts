import { z } from 'zod'
import { isoTime } from './common.ts'

export const standardSource = z.object({
  document: z.string(),
  section: z.string().nullable(),
  url: z.string().nullable(),
})

export const standardClause = z.object({
  id: z.string(),
  title: z.string(),
  tiers: z.array(z.string()),
  ruleKind: z.string(),
  source: standardSource,
  /** A read in the original .. R recalled, D proposed; see facts */
  trust: z.enum(['A', 'B', 'C', 'R', 'D']),
  /** false: the screen marks it 未核验 */
  verified: z.boolean(),
})

export const standardTier = z.object({ id: z.string(), name: z.string(), order: z.number().int() })

export const standardSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  isOfficial: z.boolean(),
  clauses: z.number().int(),
  verifiedClauses: z.number().int(),
  tiers: z.array(standardTier),
  sha256: z.string(),
  /** set once an evaluation has used it: from then on it is immutable */
  firstUsedAt: isoTime.nullable(),
})
export type StandardSummary = z.infer<typeof standardSummary>
export const standardList = z.object({ items: z.array(standardSummary) })
export const standardReply = standardSummary.extend({ clauseList: z.array(standardClause) })

export type StandardSource = z.infer<typeof standardSource>
export type StandardClause = z.infer<typeof standardClause>
export type StandardTier = z.infer<typeof standardTier>
