import { CLAUSE_STATES } from '@xiayi/contract/circles'
import { z } from 'zod'

/** A clause's outcome as stored, without its evidence. */
export interface BriefOutcome {
  readonly clauseId: string
  readonly state: (typeof CLAUSE_STATES)[number]
  readonly figure: BriefStoredFigure | null
}

const storedFigure = z.object({
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  comparison: z.enum(['at-least', 'at-most']),
  unit: z.string(),
})
export type BriefStoredFigure = z.infer<typeof storedFigure>

/** Three lists of equal length, as the statements of `figures.sql.ts` cut them out of a result. */
const storedLists = z.object({
  clauseIds: z.array(z.string()),
  states: z.array(z.enum(CLAUSE_STATES)),
  figures: z.array(storedFigure.nullable()),
})

export function briefOutcomes(lists: unknown): readonly BriefOutcome[] {
  const { clauseIds, states, figures } = storedLists.parse(lists)
  return clauseIds.map((clauseId, at) => ({
    clauseId,
    state: states[at] ?? 'unknown',
    figure: figures[at] ?? null,
  }))
}

export function briefFigureOf(outcome: BriefOutcome): {
  state: BriefOutcome['state']
  value: number | null
  threshold: number | null
} {
  return {
    state: outcome.state,
    value: outcome.figure?.value ?? null,
    threshold: outcome.figure?.threshold ?? null,
  }
}
