import type { ProfileName } from '@xiayi/contract/common'
import type { Rule, RuleSet } from '../standards/public.ts'

/** What a clause asks of the walk to one category; `profile` undefined: the circle's own. */
interface WalkRead {
  readonly categoryId: string
  readonly profile: ProfileName | undefined
  readonly minutes: number
}

function readsOfRule(rule: Rule): WalkRead[] {
  if (rule.kind === 'allOf' || rule.kind === 'anyOf') return rule.rules.flatMap(readsOfRule)
  if (rule.kind !== 'coverage') return []
  return rule.anyOf.map((categoryId) => ({ categoryId, profile: rule.profile, minutes: rule.minutes }))
}

/** The walks that a rule set's clauses look at. */
export function walkReads(ruleSet: RuleSet): readonly WalkRead[] {
  return ruleSet.clauses.flatMap((clause) => readsOfRule(clause.rule))
}
