import type { MissingItem } from '@xiayi/contract/circle-figures'
import {
  type EvaluationResult,
  findingSentence,
  type RuleOutcome,
  type RuleSet,
  remedySentence,
  type ToPass,
  wordsFor,
} from '../../standards/public.ts'
import type { CategoryNames } from '../evaluation-reply.rules.ts'
import { peopleAffected } from '../gaps.rules.ts'

/** What stands between a circle and its tiers, before anybody has looked where the people live. */
export interface MissingClause extends Omit<MissingItem, 'walk'> {
  /** of a walk too long: the building where most of those left out live, and what they walk to */
  readonly leftOut: LeftOut | null
}

export interface LeftOut {
  readonly buildingId: string
  readonly residents: number
  readonly anyOf: readonly string[]
  readonly limitSeconds: number
  readonly profile: 'adult' | 'elder' | 'child' | 'wheelchair'
}

/** 缺什么补什么: failed clauses by the people they leave out, then those that nobody has looked into. */
export function missingClauses(result: EvaluationResult, ruleSet: RuleSet, names: CategoryNames): MissingClause[] {
  const words = wordsFor(ruleSet, names)
  const items = result.clauses.flatMap((outcome): MissingClause[] => {
    const clause = ruleSet.clauses.find(({ id }) => id === outcome.clauseId)
    const { state } = outcome
    if (clause === undefined || clause.tiers.length === 0 || (state !== 'fail' && state !== 'unknown')) return []
    return [
      {
        clauseId: clause.id,
        title: clause.title,
        tiers: [...clause.tiers],
        state,
        peopleAffected: Math.round(peopleAffected(outcome, result.residents)),
        residents: Math.round(result.residents),
        finding: findingSentence(clause, outcome, words),
        toPass: remedySentence(outcome, words),
        unlocksTierId: unlockedBy(result, clause.id),
        nearest: nearestOf(outcome.toPass),
        leftOut: leftOutOf(outcome),
      },
    ]
  })
  const rank = { fail: 0, unknown: 1 } as const
  return items.sort((a, b) => rank[a.state] - rank[b.state] || b.peopleAffected - a.peopleAffected)
}

/** The lowest tier that nothing else keeps from being met. */
function unlockedBy(result: EvaluationResult, clauseId: string): string | null {
  const waiting = result.tiers
    .filter((tier) => !tier.isMet && tier.missing.length === 1 && tier.missing[0]?.clauseId === clauseId)
    .toSorted((a, b) => a.order - b.order)
  return waiting[0]?.tierId ?? null
}

function nearestOf(toPass: ToPass | null): MissingItem['nearest'] {
  if (toPass === null) return null
  if (toPass.kind === 'reach' || toPass.kind === 'open-places') return toPass.nearest
  if (toPass.kind !== 'all-of' && toPass.kind !== 'one-of') return null
  for (const part of toPass.parts) {
    const nearest = nearestOf(part)
    if (nearest !== null) return nearest
  }
  return null
}

function leftOutOf(outcome: RuleOutcome): LeftOut | null {
  const { reach, toPass } = outcome
  const most = reach?.leftOut[0]
  if (reach !== undefined && most !== undefined && toPass?.kind === 'reach')
    return {
      buildingId: most.buildingId,
      residents: Math.round(most.residents),
      anyOf: toPass.anyOf,
      limitSeconds: reach.minutes * 60,
      profile: reach.profile,
    }
  for (const part of outcome.parts ?? []) {
    const found = part.state === 'fail' ? leftOutOf(part) : null
    if (found !== null) return found
  }
  return null
}
