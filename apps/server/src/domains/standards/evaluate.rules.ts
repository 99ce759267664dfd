import { assertCircleInput, type CircleInput } from './circle-input.ts'
import { evaluateCoverage, residentsOf } from './coverage.rules.ts'
import type { ClauseOutcome, ClauseState, EvaluationResult, RuleOutcome, ToPass } from './outcome.ts'
import { evaluateCount, evaluateDistinctTypes } from './presence.rules.ts'
import { evaluateRatio } from './ratio.rules.ts'
import { evaluateAttribute, evaluateEvidence, evaluateSurvey, testFact } from './record.rules.ts'
import { readsSome } from './rule-categories.rules.ts'
import { type AllOfRule, type AnyOfRule, type Clause, isVerifiedClause, type Rule, type RuleSet } from './rule-set.ts'
import { tierOutcomes } from './tiers.rules.ts'

/**
 * Holds one circle against one rule set. Pure: the same rule set and input give the same bytes of `canonicalJson`, in
 * whatever order buildings and places are listed. Throws RangeError for an input that contradicts itself.
 */
export function evaluateCircle(ruleSet: RuleSet, input: CircleInput): EvaluationResult {
  assertCircleInput(input)
  return resultOf(
    ruleSet,
    input,
    ruleSet.clauses.map((clause) => evaluateClause(clause, input, ruleSet.facts)),
  )
}

/**
 * What `evaluateCircle` finds for an input that differs from a known one only in the walks to some categories and in the places
 * and records of them: clauses that read none of these keep their outcome, as the same object.
 */
export function evaluateChanged(
  ruleSet: RuleSet,
  known: EvaluationResult,
  { input, categoryIds }: { input: CircleInput; categoryIds: ReadonlySet<string> },
): EvaluationResult {
  const clauses = ruleSet.clauses.map((clause, at) => {
    const before = known.clauses[at]
    const isTouched = before === undefined || readsSome(clause.rule, categoryIds)
    return isTouched ? evaluateClause(clause, input, ruleSet.facts) : before
  })
  return resultOf(ruleSet, input, clauses)
}

function resultOf(ruleSet: RuleSet, input: CircleInput, clauses: readonly ClauseOutcome[]): EvaluationResult {
  const tiers = tierOutcomes(ruleSet, clauses)
  const reached = tiers.findLast((tier) => tier.isMet)
  const next = tiers.find((tier) => !tier.isMet && tier.order > (reached?.order ?? Number.NEGATIVE_INFINITY))
  const { total } = input.residents.groups
  return {
    ruleSetId: ruleSet.id,
    ruleSetVersion: ruleSet.version,
    circleId: input.circleId,
    asOf: input.asOf,
    profile: input.profile,
    speedMetresPerSecond: input.walks[input.profile]?.speedMetresPerSecond ?? null,
    residents: residentsOf(total),
    residentsOffNetwork: residentsOf(total.filter((_, row) => input.residents.isOffNetwork[row] === true)),
    tierId: reached?.tierId ?? null,
    nextTierId: next?.tierId ?? null,
    tiers,
    clauses,
    counts: {
      pass: countOf(clauses, 'pass'),
      fail: countOf(clauses, 'fail'),
      unknown: countOf(clauses, 'unknown'),
      notApplicable: countOf(clauses, 'not-applicable'),
    },
    score: scoreOf(ruleSet, clauses),
  }
}

function evaluateClause(clause: Clause, input: CircleInput, facts: RuleSet['facts']): ClauseOutcome {
  const known = { clauseId: clause.id, isVerified: isVerifiedClause(clause) }
  if (clause.appliesWhen === undefined) return { ...known, ...evaluateRule(clause.rule, input, facts) }
  const { fact, test } = clause.appliesWhen
  const value = input.facts[fact]
  const applies = value === undefined ? 'unknown' : testFact(test, value).state
  if (applies === 'pass') return { ...known, ...evaluateRule(clause.rule, input, facts) }
  const nothing = { ruleKind: clause.rule.kind, figure: null, evidence: [] }
  if (applies === 'fail') return { ...known, ...nothing, state: 'not-applicable', toPass: null }
  const toPass: ToPass = { kind: 'supply', missing: [{ kind: 'fact', fact }] }
  return { ...known, ...nothing, state: 'unknown', toPass }
}

/** `facts` gives figures their units. */
function evaluateRule(rule: Rule, input: CircleInput, facts: RuleSet['facts']): RuleOutcome {
  switch (rule.kind) {
    case 'coverage':
      return evaluateCoverage(rule, input)
    case 'countInCircle':
      return evaluateCount(rule, input)
    case 'distinctTypes':
      return evaluateDistinctTypes(rule, input)
    case 'attribute':
      return evaluateAttribute(rule, input, facts[rule.fact]?.unit ?? '')
    case 'ratio':
      return evaluateRatio(rule, input)
    case 'survey':
      return evaluateSurvey(rule, input)
    case 'evidence':
      return evaluateEvidence(rule, input)
    case 'allOf':
    case 'anyOf':
      return evaluateCombined(rule, input, facts)
  }
}

/** Three-valued logic; parts that do not apply are left aside. */
function evaluateCombined(rule: AllOfRule | AnyOfRule, input: CircleInput, facts: RuleSet['facts']): RuleOutcome {
  const parts = rule.rules.map((part) => evaluateRule(part, input, facts))
  const applicable = parts.filter((part) => part.state !== 'not-applicable')
  const state = combine(
    rule.kind,
    applicable.map((part) => part.state),
  )
  const open = applicable.flatMap((part) => (part.toPass === null ? [] : [part.toPass]))
  const only = open.length === 1 ? open[0] : undefined
  const isOpen = state === 'fail' || state === 'unknown'
  return {
    ruleKind: rule.kind,
    state,
    figure: null,
    evidence: parts.flatMap((part) => part.evidence),
    toPass: isOpen ? (only ?? { kind: rule.kind === 'allOf' ? 'all-of' : 'one-of', parts: open }) : null,
    parts,
  }
}

function combine(kind: 'allOf' | 'anyOf', states: readonly ClauseState[]): ClauseState {
  if (states.length === 0) return 'not-applicable'
  const decisive = kind === 'allOf' ? 'fail' : 'pass'
  if (states.includes(decisive)) return decisive
  if (states.includes('unknown')) return 'unknown'
  return kind === 'allOf' ? 'pass' : 'fail'
}

function countOf(clauses: readonly ClauseOutcome[], state: ClauseState): number {
  return clauses.filter((clause) => clause.state === state).length
}

function scoreOf(ruleSet: RuleSet, clauses: readonly ClauseOutcome[]): { earned: number; possible: number } | null {
  if (ruleSet.clauses.every((clause) => clause.weight === undefined)) return null
  let earned = 0
  let possible = 0
  ruleSet.clauses.forEach((clause, at) => {
    const state = clauses[at]?.state
    if (state === 'not-applicable') return
    possible += clause.weight ?? 0
    if (state === 'pass') earned += clause.weight ?? 0
  })
  return { earned, possible }
}
