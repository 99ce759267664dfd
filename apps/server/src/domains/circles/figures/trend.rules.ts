import type { CircleTrend, TrendMark } from '@xiayi/contract/circle-figures'
import type { RuleSet } from '../../standards/public.ts'
import type { EvaluationRow } from '../evaluations.sql.ts'
import { type BriefOutcome, briefFigureOf } from './brief-outcomes.ts'

interface Evaluated extends EvaluationRow {
  readonly outcomes: readonly BriefOutcome[]
}

/** A circle's evaluations as lines, one for each clause of the newest version; `oldestFirst` in the order of time. */
export function trendOf(oldestFirst: readonly Evaluated[], ruleSet: RuleSet): Pick<CircleTrend, 'marks' | 'clauses'> {
  return {
    marks: oldestFirst.map(markOf),
    clauses: ruleSet.clauses.flatMap((clause) => {
      const course = oldestFirst.map(({ outcomes }) => outcomes.find(({ clauseId }) => clauseId === clause.id))
      if (course.every((outcome) => outcome === undefined)) return []
      return [
        {
          clauseId: clause.id,
          title: clause.title,
          unit: unitOf(course),
          points: course.map((outcome) => (outcome === undefined ? null : briefFigureOf(outcome))),
        },
      ]
    }),
  }
}

export function markOf(row: EvaluationRow): TrendMark {
  return {
    evaluationId: row.id,
    evaluatedAt: row.evaluatedAt.toISOString(),
    standardVersion: row.standardVersion,
    networkVersion: row.networkVersion,
    tierId: row.tierId,
    residents: row.residents,
    passed: row.passed,
    failed: row.failed,
    unknown: row.unknown,
  }
}

/** The newest unit that is known; none where no evaluation has a figure. */
export function unitOf(course: readonly (Pick<BriefOutcome, 'figure'> | undefined)[]): string {
  return course.findLast((outcome) => outcome?.figure)?.figure?.unit ?? ''
}
