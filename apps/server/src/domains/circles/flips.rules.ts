import type { ClauseFlip } from '@xiayi/contract/circle-facts'
import type { EvaluationResult, RuleSet } from '../standards/public.ts'

/** Clauses that two evaluations of one circle answer differently, in the order of the standard. */
export function flipsBetween(
  before: EvaluationResult,
  after: EvaluationResult,
  about: { readonly circleName: string; readonly ruleSet: RuleSet },
): ClauseFlip[] {
  const states = new Map(before.clauses.map((clause) => [clause.clauseId, clause.state]))
  const titles = new Map(about.ruleSet.clauses.map((clause) => [clause.id, clause.title]))
  return after.clauses.flatMap(({ clauseId, state }) => {
    const was = states.get(clauseId)
    if (was === undefined || was === state) return []
    const title = titles.get(clauseId) ?? clauseId
    return [{ circleId: after.circleId, circleName: about.circleName, clauseId, title, before: was, after: state }]
  })
}
