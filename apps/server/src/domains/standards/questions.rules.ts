import type { StandardQuestion } from '@xiayi/contract/standards'
import { count, fraction, percent } from './number-words.ts'
import type { Clause, FactTest, Rule, RuleSet } from './rule-set.ts'

/** One clause's wish for one record: what it asks of it, and how old it may be. */
interface Wish {
  readonly clause: Clause
  readonly key: string
  readonly asks: string
  readonly maxAgeDays: number | null
  readonly minSample: number | null
  /** answers that the test names */
  readonly options: readonly string[]
  /** true: other answers can never pass or fail the test */
  readonly isClosed: boolean
}

const GENERAL_TOPIC = '其他'

/**
 * Everything a rule set needs that no map shows: facts, surveys (`survey:`), evidence (`evidence:`), in the order in which
 * the set declares them. What is declared and asked by no clause is left out.
 */
export function questionsOf(ruleSet: RuleSet): StandardQuestion[] {
  const wishes = new Map<string, Wish[]>()
  for (const clause of ruleSet.clauses)
    for (const wish of wishesOfClause(ruleSet, clause)) {
      const known = wishes.get(wish.key)
      if (known === undefined) wishes.set(wish.key, [wish])
      else known.push(wish)
    }
  return [
    ...Object.entries(ruleSet.facts).flatMap(([key, declared]) => {
      const asked = wishes.get(key)
      if (asked === undefined) return []
      const { type, unit = null, min = null, max = null, whole = false, options } = declared
      const named = unique(options ?? asked.flatMap((wish) => wish.options))
      const isClosed = type === 'text' && (options !== undefined || asked.some((wish) => wish.isClosed))
      return [{ ...common(key, type, declared, asked), unit, min, max, isWhole: whole, options: named, isClosed }]
    }),
    ...records(ruleSet.surveys, 'survey', wishes),
    ...records(ruleSet.evidence, 'evidence', wishes),
  ]
}

function records(
  declared: RuleSet['surveys'],
  kind: 'survey' | 'evidence',
  wishes: ReadonlyMap<string, readonly Wish[]>,
): StandardQuestion[] {
  return Object.entries(declared).flatMap(([name, each]) => {
    const key = `${kind}:${name}`
    const asked = wishes.get(key)
    if (asked === undefined) return []
    const plain = { unit: null, min: null, max: null, isWhole: false, options: [], isClosed: false }
    return [{ ...common(key, kind, each, asked), ...plain }]
  })
}

function common(
  key: string,
  kind: StandardQuestion['kind'],
  declared: { readonly label: string; readonly topic?: string; readonly hint?: string },
  asked: readonly Wish[],
) {
  return {
    key,
    kind,
    label: declared.label,
    topic: declared.topic ?? GENERAL_TOPIC,
    hint: declared.hint ?? null,
    maxAgeDays: least(asked.map((wish) => wish.maxAgeDays)),
    minSample: most(asked.map((wish) => wish.minSample)),
    clauses: asked.map(({ clause, asks }) => ({ id: clause.id, title: clause.title, tiers: [...clause.tiers], asks })),
  }
}

function wishesOfClause(ruleSet: RuleSet, clause: Clause): Wish[] {
  const wishes = wishesOfRule(ruleSet, clause, clause.rule)
  const { appliesWhen } = clause
  if (appliesWhen !== undefined) {
    const asks = `${testWords(appliesWhen.test, unitOf(ruleSet, appliesWhen.fact))}时，这一条才适用`
    wishes.push(wishOf(clause, appliesWhen.fact, { asks, test: appliesWhen.test }))
  }
  const seen = new Set<string>()
  return wishes.filter(({ key }) => !seen.has(key) && seen.add(key))
}

function wishesOfRule(ruleSet: RuleSet, clause: Clause, rule: Rule): Wish[] {
  switch (rule.kind) {
    case 'attribute':
      return [
        wishOf(clause, rule.fact, {
          asks: testWords(rule.test, unitOf(ruleSet, rule.fact)),
          test: rule.test,
          maxAgeDays: rule.maxAgeDays,
        }),
      ]
    case 'ratio':
      return [
        ...('fact' in rule.numerator ? [wishOf(clause, rule.numerator.fact, { asks: '算比值用，作分子' })] : []),
        ...('fact' in rule.denominator ? [wishOf(clause, rule.denominator.fact, { asks: '算比值用，作分母' })] : []),
      ]
    case 'survey':
      return [
        wishOf(clause, `survey:${rule.survey}`, {
          asks: `满意不低于${percent(rule.min)}，至少${count(rule.minSample)}份答卷`,
          maxAgeDays: rule.maxAgeDays,
          minSample: rule.minSample,
        }),
      ]
    case 'evidence':
      return [wishOf(clause, `evidence:${rule.evidence}`, { asks: '审核通过', maxAgeDays: rule.maxAgeDays })]
    case 'allOf':
    case 'anyOf':
      return rule.rules.flatMap((part) => wishesOfRule(ruleSet, clause, part))
    case 'coverage':
    case 'countInCircle':
    case 'distinctTypes':
      return []
  }
}

function wishOf(
  clause: Clause,
  key: string,
  given: {
    asks: string
    test?: FactTest
    maxAgeDays?: number | undefined
    minSample?: number
  },
): Wish {
  const { asks, test, maxAgeDays = null, minSample = null } = given
  const options = test === undefined ? [] : optionsOf(test)
  return { clause, key, asks, maxAgeDays, minSample, options, isClosed: test !== undefined && 'oneOf' in test }
}

function optionsOf(test: FactTest): readonly string[] {
  if ('oneOf' in test) return test.oneOf.map(String)
  if ('includesAll' in test) return test.includesAll
  if ('includesAtLeast' in test) return test.includesAtLeast.of
  return 'equals' in test && typeof test.equals === 'string' ? [test.equals] : []
}

function testWords(test: FactTest, unit: string): string {
  if ('atLeast' in test) return `不少于${fraction(test.atLeast)}${unit}`
  if ('atMost' in test) return `不多于${fraction(test.atMost)}${unit}`
  if ('oneOf' in test) return `是${test.oneOf.join('、')}之一`
  if ('includesAll' in test) return `${count(test.includesAll.length)}项都有`
  if ('includesAtLeast' in test)
    return `${count(test.includesAtLeast.of.length)}项里至少${count(test.includesAtLeast.count)}项`
  if (typeof test.equals === 'boolean') return test.equals ? '为“是”' : '为“否”'
  return `为“${test.equals}”`
}

function unitOf(ruleSet: RuleSet, fact: string): string {
  return ruleSet.facts[fact]?.unit ?? ''
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.min(...known)
}

function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}
