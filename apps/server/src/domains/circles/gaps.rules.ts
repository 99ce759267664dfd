import type { Gap } from '@xiayi/contract/circles'
import {
  type ClauseOutcome,
  findingSentence,
  type RuleOutcome,
  type RuleSet,
  remedySentence,
  wordsFor,
} from '../standards/public.ts'
import type { CategoryNames } from './evaluation-reply.rules.ts'

/** One circle's part in the county's list. */
export interface CircleResult {
  readonly circleId: string
  readonly circleName: string
  readonly residents: number
  readonly outcomes: readonly ClauseOutcome[]
}

/** Failed clauses of all circles, most people affected first. Unknown ones are no gap: nobody has looked yet. */
export function rankGaps(circles: readonly CircleResult[], ruleSet: RuleSet, names: CategoryNames): Gap[] {
  const words = wordsFor(ruleSet, names)
  const gaps = circles.flatMap(({ circleId, circleName, residents, outcomes }) =>
    outcomes.flatMap((outcome) => {
      const clause = ruleSet.clauses.find((each) => each.id === outcome.clauseId)
      if (clause === undefined || outcome.state !== 'fail' || clause.tiers.length === 0) return []
      return [
        {
          circleId,
          circleName,
          clauseId: clause.id,
          title: clause.title,
          peopleAffected: Math.round(peopleAffected(outcome, residents)),
          residents: Math.round(residents),
          finding: findingSentence(clause, outcome, words),
          toPass: remedySentence(outcome, words),
        },
      ]
    }),
  )
  return gaps.sort(
    (a, b) =>
      b.peopleAffected - a.peopleAffected ||
      a.circleName.localeCompare(b.circleName, 'zh-CN') ||
      a.clauseId.localeCompare(b.clauseId),
  )
}

/** Of a coverage clause the residents left out; of any other everybody in the circle. */
export function peopleAffected(outcome: RuleOutcome, residents: number): number {
  if (outcome.ruleKind === 'coverage') {
    const { numerator, denominator } = outcome.figure ?? { numerator: null, denominator: null }
    return numerator === null || denominator === null ? residents : denominator - numerator
  }
  const failing = (outcome.parts ?? []).filter((part) => part.state === 'fail')
  return failing.length === 0 ? residents : Math.max(...failing.map((part) => peopleAffected(part, residents)))
}
