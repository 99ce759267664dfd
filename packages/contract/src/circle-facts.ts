import { z } from 'zod'
import { CLAUSE_STATES } from './circles.ts'
import { cleanText, countyQuery, isoTime, pageOf, pageQuery, signedBy } from './common.ts'

/** What no map shows, recorded by people: with its evidence, its day, who recorded it and every version before. */

export const FACT_CHANNELS = ['screen', 'phone', 'sheet', 'program'] as const

export const factKey = z
  .string()
  .max(120)
  .regex(
    /^((survey|evidence):)?[a-zA-Z]+(\.[a-zA-Z0-9]+)+$/,
    '事实的键写作 centre.floorAreaM2，调查前加 survey:，材料前加 evidence:',
  )

export const factValue = z.union([
  z.number(),
  z.boolean(),
  cleanText(500),
  z.array(cleanText(100)).max(100),
  z
    .object({ satisfied: z.number().int().min(0), answered: z.number().int().min(0), method: cleanText(300).min(1) })
    .refine(({ satisfied, answered }) => satisfied <= answered, '满意的份数不能多于已答的份数'),
])
export type FactValue = z.infer<typeof factValue>

export const circleFact = z.object({
  key: z.string(),
  /** null: taken back, nobody knows */
  value: factValue.nullable(),
  evidence: z.string().nullable(),
  /** YYYY-MM-DD: the day it was seen, from which its age is counted */
  observedOn: z.string(),
  by: z.string().nullable(),
  channel: z.enum(FACT_CHANNELS),
  recordedAt: isoTime,
  version: z.number().int(),
})
export type CircleFact = z.infer<typeof circleFact>
export const circleFactList = z.object({ items: z.array(circleFact) })

export const newCircleFact = z.object({
  key: factKey,
  value: factValue.nullable(),
  evidence: cleanText(300).nullable().default(null),
  observedOn: z.iso.date(),
  /** the version that was on the screen, 0 where nothing was recorded: another one since then is refused (412) */
  basedOn: z.number().int().min(0),
})
export type NewCircleFact = z.output<typeof newCircleFact>

/** One or all facts of a circle, written together or not at all. */
export const factSheet = z.object({
  by: signedBy,
  channel: z.enum(['screen', 'phone']).default('screen'),
  facts: z.array(newCircleFact).min(1).max(200),
})
export type FactSheet = z.output<typeof factSheet>

export const factsSaved = z.object({
  items: z.array(circleFact),
  written: z.number().int(),
  unchanged: z.number().int(),
  /** null: nothing was written, or there is no network to evaluate on */
  evaluationJobId: z.string().nullable(),
})
export type FactsSaved = z.infer<typeof factsSaved>

export const factGridQuery = countyQuery.extend({ standard: z.string().max(80).optional() })
export const factGrid = z.object({
  standardId: z.string(),
  circles: z.array(
    z.object({ id: z.string(), name: z.string(), townName: z.string().nullable(), isPilot: z.boolean() }),
  ),
  facts: z.array(circleFact.extend({ circleId: z.string() })),
})
export type FactGrid = z.infer<typeof factGrid>

/** What an evaluation changed, in its job's result as `flips`. */
export const clauseFlip = z.object({
  circleId: z.string(),
  circleName: z.string(),
  clauseId: z.string(),
  title: z.string(),
  before: z.enum(CLAUSE_STATES),
  after: z.enum(CLAUSE_STATES),
})
export type ClauseFlip = z.infer<typeof clauseFlip>
export const evaluationOutcome = z.object({
  evaluated: z.number().int(),
  unchanged: z.number().int(),
  flips: z.array(clauseFlip),
  /** more than are listed when many changed at once */
  flipCount: z.number().int(),
})

export const FACT_IMPORT_STATES = ['received', 'checking', 'checked', 'applied', 'failed', 'cancelled'] as const
export const factImportCounts = z.object({
  /** filled cells = created + updated + unchanged + errors + conflicts */
  cells: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  errors: z.number().int(),
  conflicts: z.number().int(),
  circles: z.number().int(),
})
export type FactImportCounts = z.infer<typeof factImportCounts>
export const factImport = z.object({
  id: z.string(),
  state: z.enum(FACT_IMPORT_STATES),
  standardId: z.string(),
  fileName: z.string(),
  fileBytes: z.number().int(),
  by: z.string().nullable(),
  understood: z.record(z.string(), z.unknown()),
  counts: factImportCounts.nullable(),
  problem: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
  jobId: z.string().nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
})
export type FactImport = z.infer<typeof factImport>
export const factImportPage = pageOf(factImport)
export const factImportStarted = z.object({ importId: z.string(), jobId: z.string() })
export const factImportFields = z.object({ standard: z.string().max(80).optional(), by: signedBy })
export const factImportApplied = z.object({ import: factImport, evaluationJobId: z.string().nullable() })

export const FACT_CELL_STATES = ['create', 'update', 'unchanged', 'error', 'conflict'] as const
export const factImportCell = z.object({
  /** as the spreadsheet shows it, from 1 */
  row: z.number().int(),
  column: z.string().nullable(),
  circleId: z.string().nullable(),
  circleName: z.string().nullable(),
  state: z.enum(FACT_CELL_STATES),
  /** as people read it: what is recorded now, and what the file says */
  before: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string().nullable(),
  remedy: z.string().nullable(),
})
export type FactImportCell = z.infer<typeof factImportCell>
export const factImportCellQuery = pageQuery.extend({ state: z.enum(FACT_CELL_STATES).optional() })
export const factImportCellPage = pageOf(factImportCell)
