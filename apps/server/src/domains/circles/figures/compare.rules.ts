import type { CircleComparison } from '@xiayi/contract/circle-figures'
import type { RuleSet } from '../../standards/public.ts'
import type { BriefOutcome } from './brief-outcomes.ts'

export interface Compared {
  readonly ruleSet: RuleSet
  readonly own: readonly BriefOutcome[]
  readonly other: readonly BriefOutcome[] | null
  /** of the circles that the median is taken of, the own one among them */
  readonly all: readonly (readonly BriefOutcome[])[]
}

/** Clause by clause: this circle, another, and the middle of all. Clauses without any figure are left out. */
export function comparisonOf({ ruleSet, own, other, all }: Compared): CircleComparison['items'] {
  return ruleSet.clauses.flatMap((clause) => {
    const mine = find(own, clause.id)
    if (mine === undefined || mine.figure === null) return []
    const theirs = other === null ? undefined : find(other, clause.id)
    const values = all.flatMap((outcomes) => find(outcomes, clause.id)?.figure?.value ?? [])
    return [
      {
        clauseId: clause.id,
        title: clause.title,
        ruleKind: clause.rule.kind,
        unit: mine.figure.unit,
        comparison: mine.figure.comparison,
        own: figureOf(mine),
        other: theirs === undefined ? null : figureOf(theirs),
        median: medianOf(values),
        medianCount: values.length,
      },
    ]
  })
}

function find(outcomes: readonly BriefOutcome[], clauseId: string): BriefOutcome | undefined {
  return outcomes.find((outcome) => outcome.clauseId === clauseId)
}

function figureOf({ state, figure }: BriefOutcome): CircleComparison['items'][number]['own'] {
  return {
    state,
    value: figure?.value ?? null,
    threshold: figure?.threshold ?? null,
    numerator: figure?.numerator ?? null,
    denominator: figure?.denominator ?? null,
  }
}

/** The middle value; of an even number the mean of the two in the middle; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  if (upper === undefined) return null
  const lower = Number.isInteger(middle) ? (sorted[middle - 1] ?? upper) : upper
  return (lower + upper) / 2
}
