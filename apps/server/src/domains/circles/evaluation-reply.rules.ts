import type { CircleSummary, ClauseResult, Evaluation } from '@xiayi/contract/circles'
import {
  type ClauseOutcome,
  type EvaluationResult,
  findingSentence,
  isVerifiedClause,
  type RuleSet,
  remedySentence,
  sourceOf,
  tiersOf,
  wordsFor,
} from '../standards/public.ts'
import type { EvaluationRow } from './evaluations.sql.ts'

export type CategoryNames = Readonly<Record<string, string>>

/** A stored result in the words of the screen. The figures are the stored ones; only the sentences are made here. */
export function evaluationReply(
  row: EvaluationRow,
  result: EvaluationResult,
  ruleSet: RuleSet,
  names: CategoryNames,
): Evaluation {
  const next = result.tiers.find((tier) => tier.tierId === result.nextTierId)
  return {
    ...evaluationHead(row, ruleSet),
    clauses: clauseReplies(result, ruleSet, names),
    next:
      next === undefined
        ? null
        : {
            tierId: next.tierId,
            missingClauseIds: next.missing.map((clause) => clause.clauseId),
            missingCount: next.missingCount,
          },
  }
}

/** All but the clauses: for lists and the history. */
export function evaluationHead(row: EvaluationRow, ruleSet: RuleSet): Omit<Evaluation, 'clauses'> {
  return {
    id: row.id,
    circleId: row.circleId,
    standardId: row.standardId,
    standardVersion: row.standardVersion,
    standardTitle: ruleSet.title,
    isOfficial: ruleSet.isOfficial,
    networkVersion: row.networkVersion,
    profile: profileOf(row.profile),
    speedMetresPerSecond: row.speedMetresPerSecond,
    tierId: row.tierId,
    tiers: tiersOf(ruleSet),
    residents: row.residents,
    residentsOffNetwork: row.residentsOffNetwork,
    next: null,
    passed: row.passed,
    failed: row.failed,
    unknown: row.unknown,
    evaluatedAt: row.evaluatedAt.toISOString(),
    resultSha256: row.resultSha256,
  }
}

export function profileOf(text: string): Evaluation['profile'] {
  return text === 'elder' || text === 'child' || text === 'wheelchair' ? text : 'adult'
}

export function originKindOf(text: string | undefined): CircleSummary['originKind'] {
  return text === 'entrances' || text === 'point' ? text : 'buildings'
}

function clauseReplies(result: EvaluationResult, ruleSet: RuleSet, names: CategoryNames): ClauseResult[] {
  const words = wordsFor(ruleSet, names)
  const outcomes = new Map(result.clauses.map((outcome) => [outcome.clauseId, outcome]))
  return ruleSet.clauses.flatMap((clause) => {
    const outcome = outcomes.get(clause.id)
    if (outcome === undefined) return []
    return [
      {
        clauseId: clause.id,
        title: clause.title,
        tiers: [...clause.tiers],
        ruleKind: outcome.ruleKind,
        state: outcome.state,
        figure: figureReply(outcome),
        finding: findingSentence(clause, outcome, words),
        toPass: remedySentence(outcome, words),
        evidence: outcome.evidence.map((each) => ({ kind: each.kind, ref: each.ref, label: each.label })),
        verified: isVerifiedClause(clause),
        assumptions: [...(clause.assumptions ?? [])],
        source: sourceOf(ruleSet, clause),
      },
    ]
  })
}

function figureReply(outcome: ClauseOutcome): ClauseResult['figure'] {
  const { figure } = outcome
  if (figure === null) return null
  return {
    numerator: figure.numerator,
    denominator: figure.denominator,
    value: figure.value,
    valueAtMost: figure.valueAtMost ?? null,
    threshold: figure.threshold,
    comparison: figure.comparison,
    unit: figure.unit,
  }
}

/** The first reason that keeps a circle from its next tier, failed clauses before unknown ones. */
export function mainReason(result: EvaluationResult, ruleSet: RuleSet, names: CategoryNames): string | null {
  const next = result.tiers.find((tier) => tier.tierId === result.nextTierId)
  if (next === undefined) return null
  const first = next.missing.find((clause) => clause.state === 'fail') ?? next.missing[0]
  const outcome = result.clauses.find((each) => each.clauseId === first?.clauseId)
  return outcome === undefined ? null : reasonWords(outcome, ruleSet, names)
}

/** 走15分钟能到菜市场或生鲜超市：居民… */
export function reasonWords(outcome: ClauseOutcome, ruleSet: RuleSet, names: CategoryNames): string | null {
  const clause = ruleSet.clauses.find((each) => each.id === outcome.clauseId)
  return clause === undefined ? null : `${clause.title}：${findingSentence(clause, outcome, wordsFor(ruleSet, names))}`
}
