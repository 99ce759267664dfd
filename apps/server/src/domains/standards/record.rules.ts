import type { CircleInput, FactValue } from './circle-input.ts'
import type { ClauseState, EvidenceRef, Figure, Missing, RuleOutcome, ToPass } from './outcome.ts'
import type { AttributeRule, EvidenceRule, FactTest, SurveyRule } from './rule-set.ts'

export function evaluateAttribute(rule: AttributeRule, input: CircleInput, unit: string): RuleOutcome {
  const fact = input.facts[rule.fact]
  const what: Missing = { kind: 'fact', fact: rule.fact }
  if (fact === undefined) return answer('attribute', 'unknown', { toPass: { kind: 'supply', missing: [what] } })
  const evidence: EvidenceRef[] = [{ kind: 'fact', ref: rule.fact, label: fact.ref }]
  const { state, figure, missingItems } = testFact(rule.test, fact, unit)
  if (state === 'unknown') {
    return answer('attribute', 'unknown', { evidence, toPass: { kind: 'supply', missing: [what] } })
  }
  const stale = staleOf(rule.maxAgeDays, fact.asOf, input.asOf, what)
  if (stale !== null) return answer('attribute', 'unknown', { figure, evidence, toPass: stale })
  const toPass: ToPass | null =
    state === 'pass' ? null : { kind: 'change-fact', fact: rule.fact, test: rule.test, missingItems }
  return answer('attribute', state, { figure, evidence, toPass })
}

interface Tested {
  readonly state: 'pass' | 'fail' | 'unknown'
  readonly figure: Figure | null
  readonly missingItems: readonly string[]
}

/** A value of another type than the test expects says nothing: unknown, not fail. */
export function testFact(test: FactTest, fact: FactValue, unit = ''): Tested {
  const { value } = fact
  if ('atLeast' in test) return testNumber(value, test.atLeast, 'at-least', unit)
  if ('atMost' in test) return testNumber(value, test.atMost, 'at-most', unit)
  if ('equals' in test) return plain(typeof value === typeof test.equals ? value === test.equals : undefined)
  if ('oneOf' in test) {
    const isScalar = typeof value === 'string' || typeof value === 'number'
    return plain(isScalar ? test.oneOf.includes(value) : undefined)
  }
  if ('includesAll' in test) return testItems(value, test.includesAll, test.includesAll.length)
  return testItems(value, test.includesAtLeast.of, test.includesAtLeast.count)
}

function testNumber(
  value: FactValue['value'],
  threshold: number,
  comparison: Figure['comparison'],
  unit: string,
): Tested {
  if (typeof value !== 'number' || !Number.isFinite(value)) return plain(undefined)
  const holds = comparison === 'at-least' ? value >= threshold : value <= threshold
  const figure: Figure = { numerator: null, denominator: null, value, threshold, comparison, unit }
  return { state: holds ? 'pass' : 'fail', figure, missingItems: [] }
}

function testItems(value: FactValue['value'], wanted: readonly string[], needed: number): Tested {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return plain(undefined)
  const missingItems = wanted.filter((item) => !value.includes(item))
  const have = wanted.length - missingItems.length
  const figure: Figure = {
    numerator: have,
    denominator: wanted.length,
    value: have,
    threshold: needed,
    comparison: 'at-least',
    unit: '项',
  }
  return { state: have >= needed ? 'pass' : 'fail', figure, missingItems }
}

function plain(holds: boolean | undefined): Tested {
  const state = holds === undefined ? 'unknown' : holds ? 'pass' : 'fail'
  return { state, figure: null, missingItems: [] }
}

export function evaluateSurvey(rule: SurveyRule, input: CircleInput): RuleOutcome {
  const answers = input.surveys[rule.survey]
  const what: Missing = { kind: 'survey', survey: rule.survey }
  if (answers === undefined) return answer('survey', 'unknown', { toPass: { kind: 'supply', missing: [what] } })
  const evidence: EvidenceRef[] = [{ kind: 'survey', ref: answers.ref, label: answers.method }]
  const { satisfied, answered } = answers
  const figure: Figure = {
    numerator: satisfied,
    denominator: answered,
    value: answered === 0 ? null : satisfied / answered,
    threshold: rule.min,
    comparison: 'at-least',
    unit: '比例',
  }
  const stale = staleOf(rule.maxAgeDays, answers.asOf, input.asOf, what)
  if (stale !== null) return answer('survey', 'unknown', { figure, evidence, toPass: stale })
  if (answered < rule.minSample || answered === 0) {
    const missing = Math.max(rule.minSample, 1) - answered
    return answer('survey', 'unknown', { figure, evidence, toPass: { kind: 'ask-more', survey: rule.survey, missing } })
  }
  if (satisfied / answered >= rule.min) return answer('survey', 'pass', { figure, evidence })
  let missing = 1
  while ((satisfied + missing) / answered < rule.min) missing += 1
  return answer('survey', 'fail', { figure, evidence, toPass: { kind: 'satisfy-more', survey: rule.survey, missing } })
}

export function evaluateEvidence(rule: EvidenceRule, input: CircleInput): RuleOutcome {
  const record = input.evidence[rule.evidence]
  if (record === undefined) {
    return answer('evidence', 'unknown', {
      toPass: { kind: 'file-evidence', evidence: rule.evidence, current: 'none' },
    })
  }
  const evidence: EvidenceRef[] = [{ kind: 'evidence', ref: record.ref, label: rule.evidence }]
  if (record.status !== 'approved') {
    const toPass: ToPass = { kind: 'file-evidence', evidence: rule.evidence, current: record.status }
    return answer('evidence', record.status === 'rejected' ? 'fail' : 'unknown', { evidence, toPass })
  }
  if (rule.maxAgeDays !== undefined && ageDays(record.asOf, input.asOf) > rule.maxAgeDays) {
    return answer('evidence', 'unknown', {
      evidence,
      toPass: { kind: 'file-evidence', evidence: rule.evidence, current: 'none' },
    })
  }
  return answer('evidence', 'pass', { evidence })
}

function staleOf(maxAgeDays: number | undefined, asOf: string, today: string, what: Missing): ToPass | null {
  if (maxAgeDays === undefined || ageDays(asOf, today) <= maxAgeDays) return null
  return { kind: 'renew', what, asOf, maxAgeDays }
}

/** Days between two YYYY-MM-DD dates. A date that cannot be read is endlessly old: it never passes. */
function ageDays(from: string, to: string): number {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : days
}

function answer(
  ruleKind: RuleOutcome['ruleKind'],
  state: ClauseState,
  rest: Partial<Pick<RuleOutcome, 'figure' | 'evidence' | 'toPass'>>,
): RuleOutcome {
  return { ruleKind, state, figure: rest.figure ?? null, evidence: rest.evidence ?? [], toPass: rest.toPass ?? null }
}
