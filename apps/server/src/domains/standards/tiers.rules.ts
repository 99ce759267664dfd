import type { ClauseOutcome, TierOutcome } from './outcome.ts'
import type { RuleSet, TierDefinition } from './rule-set.ts'

/**
 * A tier is met when its applicable clauses pass as it requires, at least one of them applies, and the tier it builds
 * on is met. `unknown` never counts as a pass.
 */
export function tierOutcomes(ruleSet: RuleSet, clauses: readonly ClauseOutcome[]): TierOutcome[] {
  const done = new Map<string, TierOutcome>()
  for (const tier of ruleSet.tiers.toSorted((a, b) => a.order - b.order)) {
    const below = tier.buildsOn === undefined ? undefined : done.get(tier.buildsOn)
    done.set(tier.id, tierOutcome(tier, ruleSet, clauses, below))
  }
  return [...done.values()]
}

function tierOutcome(
  tier: TierDefinition,
  ruleSet: RuleSet,
  clauses: readonly ClauseOutcome[],
  below: TierOutcome | undefined,
): TierOutcome {
  const ids = new Set(ruleSet.clauses.filter((clause) => clause.tiers.includes(tier.id)).map((clause) => clause.id))
  const own = clauses.filter((clause) => ids.has(clause.clauseId) && clause.state !== 'not-applicable')
  const passed = own.filter((clause) => clause.state === 'pass')
  const open = own.filter((clause) => clause.state !== 'pass')
  const ownMissing = missingCount(tier, own, passed.length)
  const missing = [
    ...(below?.missing ?? []),
    ...(ownMissing === 0 ? [] : open.map((clause) => ({ clauseId: clause.clauseId, state: clause.state }))),
  ]
  return {
    tierId: tier.id,
    order: tier.order,
    isMet: own.length > 0 && ownMissing === 0 && (below === undefined || below.isMet),
    missing: missing.filter((entry, at) => missing.findIndex((other) => other.clauseId === entry.clauseId) === at),
    missingCount: (below?.missingCount ?? 0) + ownMissing,
  }
}

/** With fewer applicable clauses than the number asked for, all of them must pass. */
function missingCount(tier: TierDefinition, own: readonly ClauseOutcome[], passed: number): number {
  if (tier.requires === 'every') return own.length - passed
  const { atLeast, including = [] } = tier.requires
  const compulsory = own.filter((clause) => including.includes(clause.clauseId) && clause.state !== 'pass').length
  return Math.max(Math.min(atLeast, own.length) - passed, compulsory, 0)
}
