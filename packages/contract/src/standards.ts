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
  /** what the source leaves open and how it is read here */
  assumptions: z.array(z.string()),
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

export const QUESTION_KINDS = ['number', 'boolean', 'text', 'list', 'survey', 'evidence'] as const

/** Something a rule set needs to know of every circle that no map shows. */
export const standardQuestion = z.object({
  /** as facts are recorded under: centre.floorAreaM2, survey:…, evidence:… */
  key: z.string(),
  kind: z.enum(QUESTION_KINDS),
  label: z.string(),
  topic: z.string(),
  hint: z.string().nullable(),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  isWhole: z.boolean(),
  /** of a list the usual items, of a text the answers */
  options: z.array(z.string()),
  /** true: only the options count as an answer */
  isClosed: z.boolean(),
  /** the strictest of its clauses; null: none says how old an answer may be */
  maxAgeDays: z.number().int().nullable(),
  /** of a survey: fewer answers decide nothing */
  minSample: z.number().int().nullable(),
  clauses: z.array(z.object({ id: z.string(), title: z.string(), tiers: z.array(z.string()), asks: z.string() })),
})
export type StandardQuestion = z.infer<typeof standardQuestion>
export const standardQuestions = z.object({
  standardId: z.string(),
  version: z.string(),
  title: z.string(),
  isOfficial: z.boolean(),
  items: z.array(standardQuestion),
})
export type StandardQuestions = z.infer<typeof standardQuestions>

export type StandardSource = z.infer<typeof standardSource>
export type StandardClause = z.infer<typeof standardClause>
export type StandardTier = z.infer<typeof standardTier>
