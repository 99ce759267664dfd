import type { CircleChanges } from '@xiayi/contract/circle-figures'
import type { CircleInput, ClauseOutcome, RuleSet } from '../../standards/public.ts'
import { type BriefOutcome, briefFigureOf } from './brief-outcomes.ts'
import { unitOf } from './trend.rules.ts'

export interface Moment {
  readonly outcomes: readonly ClauseOutcome[]
  readonly input: CircleInput
}

type Changes = Pick<CircleChanges, 'clauses' | 'opened' | 'closed' | 'facts'>

/** What is different between two evaluations of one circle, and what in their inputs it comes from. */
export function changesBetween(before: Moment, after: Moment, ruleSet: RuleSet): Changes {
  return {
    clauses: changedClauses(before.outcomes, after.outcomes, ruleSet),
    opened: newPlaces(after.input, before.input),
    closed: newPlaces(before.input, after.input),
    facts: changedFacts(before.input, after.input, ruleSet),
  }
}

function changedClauses(
  before: readonly ClauseOutcome[],
  after: readonly ClauseOutcome[],
  ruleSet: RuleSet,
): Changes['clauses'] {
  const clauses = ruleSet.clauses.flatMap(({ id, title }) => {
    const was = before.find(({ clauseId }) => clauseId === id)
    const is = after.find(({ clauseId }) => clauseId === id)
    if (was === undefined && is === undefined) return []
    const isFlipped = was?.state !== is?.state
    if (!isFlipped && was?.figure?.value === is?.figure?.value) return []
    const brief = (outcome: BriefOutcome | undefined) => (outcome === undefined ? null : briefFigureOf(outcome))
    return [{ clauseId: id, title, unit: unitOf([was, is]), isFlipped, before: brief(was), after: brief(is) }]
  })
  return clauses.sort((a, b) => Number(b.isFlipped) - Number(a.isFlipped))
}

/** Places of the one that the other does not have. A place that has only moved within the circle is neither new nor gone. */
function newPlaces(of: CircleInput, than: CircleInput): Changes['opened'] {
  const known = new Set(than.places.map(({ id }) => id))
  return of.places
    .filter(({ id }) => !known.has(id))
    .map(({ id, name, categoryIds }) => ({ placeId: id, name, categoryIds: [...categoryIds] }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
}

function changedFacts(before: CircleInput, after: CircleInput, ruleSet: RuleSet): Changes['facts'] {
  const was = factTexts(before, ruleSet)
  const is = factTexts(after, ruleSet)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const from = was.get(key)
    const to = is.get(key)
    if (from?.text === to?.text) return []
    return [{ key, label: to?.label ?? from?.label ?? key, before: from?.text ?? null, after: to?.text ?? null }]
  })
}

const STATUS_WORDS = { submitted: '已提交', approved: '已通过', rejected: '未通过' } as const

function factTexts(input: CircleInput, ruleSet: RuleSet): ReadonlyMap<string, { label: string; text: string }> {
  const texts = new Map<string, { label: string; text: string }>()
  for (const [key, { value }] of Object.entries(input.facts)) {
    const declared = ruleSet.facts[key]
    texts.set(key, { label: declared?.label ?? key, text: valueWords(value, declared?.unit ?? '') })
  }
  for (const [key, { satisfied, answered }] of Object.entries(input.surveys))
    texts.set(`survey:${key}`, { label: ruleSet.surveys[key]?.label ?? key, text: `${satisfied} / ${answered} 份满意` })
  for (const [key, { status }] of Object.entries(input.evidence))
    texts.set(`evidence:${key}`, { label: ruleSet.evidence[key]?.label ?? key, text: STATUS_WORDS[status] })
  return texts
}

function valueWords(value: number | string | boolean | readonly string[], unit: string): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return `${value.length} 项：${value.join('、')}`
  return unit === '' ? String(value) : `${value} ${unit}`
}
