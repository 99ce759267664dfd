import type { CircleInput } from './circle-input.ts'
import { residentsOf } from './coverage.rules.ts'
import type { EvidenceRef, Figure, Missing, RuleOutcome, ToPass } from './outcome.ts'
import { placesWithin } from './presence.rules.ts'
import type { RatioOperand, RatioRule } from './rule-set.ts'

/** What is known of an operand: exact when both ends agree. */
interface Range {
  readonly low: number
  readonly high: number
  readonly evidence: readonly EvidenceRef[]
  readonly missing: readonly Missing[]
}

/**
 * Places of unknown chain membership make a range; the clause passes when its worse end passes, fails when its better
 * end fails, and is unknown in between.
 */
export function evaluateRatio(rule: RatioRule, input: CircleInput): RuleOutcome {
  const numerator = rangeOf(rule.numerator, input)
  const denominator = rangeOf(rule.denominator, input)
  const missing = [...(numerator?.missing ?? []), ...(denominator?.missing ?? [])]
  if (numerator === undefined || denominator === undefined || denominator.low <= 0) {
    return undecided([...operandGap(rule.numerator, numerator), ...operandGap(rule.denominator, denominator)])
  }
  const per = rule.per ?? 1
  const low = (numerator.low / denominator.high) * per
  const high = (numerator.high / denominator.low) * per
  const state =
    holds(rule, low) && holds(rule, high) ? 'pass' : !holds(rule, low) && !holds(rule, high) ? 'fail' : 'unknown'
  const figure: Figure = {
    numerator: numerator.low,
    denominator: denominator.low,
    value: low,
    ...(high === low ? {} : { valueAtMost: high }),
    threshold: rule.atLeast ?? rule.atMost ?? null,
    comparison: rule.atLeast === undefined ? 'at-most' : 'at-least',
    unit: rule.unit ?? '比例',
  }
  const evidence = [...numerator.evidence, ...denominator.evidence]
  const toPass: ToPass | null =
    state === 'pass'
      ? null
      : state === 'unknown'
        ? { kind: 'supply', missing }
        : changeOf(rule, numerator, denominator, per)
  return { ruleKind: 'ratio', state, figure, evidence, toPass }
}

function holds(rule: RatioRule, value: number): boolean {
  return (rule.atLeast === undefined || value >= rule.atLeast) && (rule.atMost === undefined || value <= rule.atMost)
}

/** How much the numerator must change with the denominator as it is: positive to add, negative to take away. */
function changeOf(rule: RatioRule, numerator: Range, denominator: Range, per: number): ToPass {
  const threshold = rule.atLeast ?? rule.atMost ?? 0
  const wanted = (threshold * denominator.high) / per
  const exactly = wanted - numerator.low
  // Places and residents come whole; areas to the tenth.
  const isWhole = !('fact' in rule.numerator)
  const size = isWhole ? Math.ceil(Math.abs(exactly)) : Math.ceil(Math.abs(exactly) * 10) / 10
  return { kind: 'change-ratio', numerator: rule.numerator, missing: Math.sign(exactly) * size }
}

function rangeOf(operand: RatioOperand, input: CircleInput): Range | undefined {
  if ('fact' in operand) {
    const fact = input.facts[operand.fact]
    if (typeof fact?.value !== 'number' || !Number.isFinite(fact.value)) return undefined
    return exact(fact.value, [{ kind: 'fact', ref: operand.fact, label: fact.ref }])
  }
  if ('residents' in operand) {
    const column = input.residents.groups[operand.residents]
    return column === undefined ? undefined : exact(residentsOf(column), [])
  }
  const places = placesWithin(input, operand.places.within, operand.places.anyOf)
  if (operand.places.chain !== true) return exact(places.length, [])
  const chains = places.filter((place) => place.isChain === true)
  const unsure = places.filter((place) => place.isChain === undefined)
  return {
    low: chains.length,
    high: chains.length + unsure.length,
    evidence: chains.map((place) => ({ kind: 'place', ref: place.id, label: place.name })),
    missing: unsure.length === 0 ? [] : [{ kind: 'chain' }],
  }
}

function exact(value: number, evidence: readonly EvidenceRef[]): Range {
  return { low: value, high: value, evidence, missing: [] }
}

function operandGap(operand: RatioOperand, range: Range | undefined): Missing[] {
  if (range !== undefined && range.high > 0) return []
  if ('fact' in operand) return range === undefined || range.low <= 0 ? [{ kind: 'fact', fact: operand.fact }] : []
  if ('residents' in operand) return [{ kind: 'residents', group: operand.residents }]
  return (operand.places.anyOf ?? []).map((categoryId) => ({ kind: 'category', categoryId }))
}

function undecided(missing: readonly Missing[]): RuleOutcome {
  return { ruleKind: 'ratio', state: 'unknown', figure: null, evidence: [], toPass: { kind: 'supply', missing } }
}
