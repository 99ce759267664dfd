import type { ProfileName } from '@xiayi/contract/common'
import type { Rule, RuleSet } from './rule-set.ts'

/** The walking profiles that clauses name; the circle's own comes on top. */
export function profilesOf(ruleSet: RuleSet): readonly ProfileName[] {
  return [...new Set(ruleSet.clauses.flatMap((clause) => profilesOfRule(clause.rule)))].toSorted()
}

function profilesOfRule(rule: Rule): ProfileName[] {
  if (rule.kind === 'allOf' || rule.kind === 'anyOf') return rule.rules.flatMap(profilesOfRule)
  return rule.kind === 'coverage' && rule.profile !== undefined ? [rule.profile] : []
}
