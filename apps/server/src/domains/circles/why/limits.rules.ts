import type { Clause, Rule, RuleSet } from '../../standards/public.ts'

/** One clause's wish that one of some categories lies within so many minutes. */
export interface LimitAsked {
  readonly clause: Clause
  readonly minutes: number
  readonly anyOf: readonly string[]
}

/** What a standard asks of the walk to each category: the strictest clause of each. */
export function limitsByCategory(ruleSet: RuleSet): ReadonlyMap<string, LimitAsked> {
  const limits = new Map<string, LimitAsked>()
  for (const clause of ruleSet.clauses)
    for (const { minutes, anyOf } of coverageIn(clause.rule))
      for (const categoryId of anyOf) {
        const known = limits.get(categoryId)
        if (known === undefined || minutes < known.minutes) limits.set(categoryId, { clause, minutes, anyOf })
      }
  return limits
}

function coverageIn(rule: Rule): { minutes: number; anyOf: readonly string[] }[] {
  if (rule.kind === 'allOf' || rule.kind === 'anyOf') return rule.rules.flatMap(coverageIn)
  return rule.kind === 'coverage' ? [rule] : []
}

/** Whether a limit is met, and by which category when it is not the one asked about. */
export function judged(
  categoryId: string,
  limit: { readonly minutes: number; readonly anyOf: readonly string[] } | null,
  secondsTo: (categoryId: string) => number | null,
): { readonly state: 'pass' | 'fail' | 'not-asked'; readonly metBy: string | null } {
  if (limit === null) return { state: 'not-asked', metBy: null }
  const isWithin = (id: string) => {
    const seconds = secondsTo(id)
    return seconds !== null && seconds <= limit.minutes * 60
  }
  if (isWithin(categoryId)) return { state: 'pass', metBy: null }
  const metBy = limit.anyOf.find(isWithin) ?? null
  return { state: metBy === null ? 'fail' : 'pass', metBy }
}
