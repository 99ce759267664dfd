import { count, fraction, minutesText, percent } from './number-words.ts'
import type { ClauseOutcome, ClauseState, Figure, RuleOutcome } from './outcome.ts'
import type { AgeGroup, Clause, RatioOperand, Rule, RuleSet } from './rule-set.ts'
import { listOf, toPassSentence, type Words } from './to-pass-words.ts'

const STATE_WORDS = {
  pass: '达标',
  fail: '未达标',
  unknown: '无法判断',
  'not-applicable': '不适用',
} as const satisfies Record<ClauseState, string>

const GROUP_WORDS = {
  total: '居民',
  under15: '15岁以下居民',
  over60: '60岁及以上居民',
} as const satisfies Record<AgeGroup, string>

/** The names a sentence needs: categories by id, and the rule set for its labels. */
export function wordsFor(ruleSet: RuleSet, categoryNames: Readonly<Record<string, string>>): Words {
  return {
    category: (id) => categoryNames[id] ?? id,
    fact: (key) => ruleSet.facts[key]?.label ?? key,
    factUnit: (key) => ruleSet.facts[key]?.unit ?? '',
    survey: (key) => ruleSet.surveys[key]?.label ?? key,
    evidence: (key) => ruleSet.evidence[key]?.label ?? key,
    group: (group) => GROUP_WORDS[group],
  }
}

/** One Chinese sentence without a full stop: what was found, with numerator, denominator, threshold and speed. */
export function findingSentence(clause: Clause, outcome: ClauseOutcome, words: Words): string {
  if (outcome.state === 'not-applicable') return notApplicable(clause, words)
  return findingOf(clause.rule, outcome, words)
}

/** One Chinese sentence: what would make the clause pass; null when it passes or does not apply. */
export function remedySentence(outcome: ClauseOutcome, words: Words): string | null {
  return outcome.toPass === null ? null : toPassSentence(outcome.toPass, words)
}

function notApplicable(clause: Clause, words: Words): string {
  if (clause.appliesWhen !== undefined) return `不适用：${words.fact(clause.appliesWhen.fact)}的条件不成立`
  if (clause.rule.kind === 'coverage') return `不适用：圈内没有${words.group(clause.rule.group ?? 'total')}`
  return '不适用于本圈'
}

function findingOf(rule: Rule, outcome: RuleOutcome, words: Words): string {
  if (rule.kind === 'allOf' || rule.kind === 'anyOf') {
    const parts = outcome.parts ?? []
    const joint = rule.kind === 'allOf' ? '；' : '；或：'
    if (parts.length === 0) return unanswered(outcome, words)
    return rule.rules
      .flatMap((part, at) => (parts[at] === undefined ? [] : findingOf(part, parts[at], words)))
      .join(joint)
  }
  if (outcome.state === 'not-applicable') return '不适用'
  switch (rule.kind) {
    case 'coverage':
      return coverageFinding(outcome, words, rule.anyOf)
    case 'countInCircle':
      return countFinding(outcome, words, rule.anyOf)
    case 'distinctTypes':
      return typesFinding(outcome, words)
    case 'attribute':
      return attributeFinding(rule.fact, outcome, words)
    case 'ratio':
      return ratioFinding(rule, outcome, words)
    case 'survey':
      return surveyFinding(rule.survey, outcome, words)
    case 'evidence':
      return evidenceFinding(rule.evidence, outcome, words)
  }
}

function coverageFinding(outcome: RuleOutcome, words: Words, anyOf: readonly string[]): string {
  const { figure, reach } = outcome
  if (figure === null || reach === undefined) return unanswered(outcome, words)
  const group = words.group(reach.group)
  const names = listOf(anyOf.map(words.category), '或')
  const off =
    reach.residentsOffNetwork > 0 ? `；另有${count(reach.residentsOffNetwork)}人附近没有步行路，按未覆盖计` : ''
  return (
    `${group}${count(figure.denominator)}人中，走${minutesText(reach.minutes)}能到${names}的有${count(figure.numerator)}人，` +
    `占${percent(figure.value)}（要求${percent(figure.threshold)}，步速${fraction(reach.speedMetresPerSecond)}米/秒）${off}`
  )
}

function countFinding(outcome: RuleOutcome, words: Words, anyOf: readonly string[]): string {
  const { figure } = outcome
  if (figure === null) return unanswered(outcome, words)
  const names = listOf(anyOf.map(words.category), '或')
  const doubt = outcome.state === 'unknown' ? '；全县还没有登记过这类设施' : ''
  return `${names}${count(figure.value)}处（要求${count(figure.threshold)}处）${doubt}`
}

function typesFinding(outcome: RuleOutcome, words: Words): string {
  const { figure, toPass } = outcome
  if (figure === null) return unanswered(outcome, words)
  const head = `列出的${count(figure.denominator)}类中有${count(figure.numerator)}类（要求${count(figure.threshold)}类）`
  if (toPass?.kind !== 'open-types') return head
  return `${head}，缺${listOf(toPass.absent.map(words.category), '、')}`
}

function attributeFinding(fact: string, outcome: RuleOutcome, words: Words): string {
  const label = words.fact(fact)
  if (outcome.evidence.length === 0) return unanswered(outcome, words)
  const { figure } = outcome
  if (figure === null)
    return outcome.state === 'unknown'
      ? unanswered(outcome, words)
      : `${label}：${outcome.state === 'pass' ? '是' : '否'}`
  if (figure.denominator !== null) {
    const lacking = outcome.toPass?.kind === 'change-fact' ? outcome.toPass.missingItems : []
    const tail = lacking.length === 0 ? '' : `，缺${listOf(lacking, '、')}`
    return `${label}：列出的${count(figure.denominator)}项中有${count(figure.numerator)}项（要求${count(figure.threshold)}项）${tail}`
  }
  return `${label}${fraction(figure.value)}${figure.unit}（${requirement(figure)}）${stale(outcome, words)}`
}

function ratioFinding(rule: Extract<Rule, { kind: 'ratio' }>, outcome: RuleOutcome, words: Words): string {
  const { figure } = outcome
  if (figure === null) return unanswered(outcome, words)
  const range = figure.valueAtMost === undefined ? '' : `至${ratioValue(figure, figure.valueAtMost)}`
  return (
    `${operandWords(rule.numerator, words)}${fraction(figure.numerator)} ÷ ${operandWords(rule.denominator, words)}${fraction(figure.denominator)}` +
    ` = ${ratioValue(figure, figure.value)}${range}（${requirement(figure)}）`
  )
}

function ratioValue(figure: Figure, value: number | null): string {
  return figure.unit === '比例' ? percent(value) : `${fraction(value)} ${figure.unit}`
}

function operandWords(operand: RatioOperand, words: Words): string {
  if ('fact' in operand) return words.fact(operand.fact)
  if ('residents' in operand) return words.group(operand.residents)
  return operand.places.chain === true ? '连锁网点' : '网点'
}

function surveyFinding(survey: string, outcome: RuleOutcome, words: Words): string {
  const { figure } = outcome
  if (figure === null) return unanswered(outcome, words)
  const method = outcome.evidence[0]?.label ?? ''
  const share = figure.value === null ? '' : `，占${percent(figure.value)}`
  return `${words.survey(survey)}：${count(figure.denominator)}份答卷中满意${count(figure.numerator)}份${share}（要求${percent(figure.threshold)}；${method}）`
}

function evidenceFinding(key: string, outcome: RuleOutcome, words: Words): string {
  const label = words.evidence(key)
  if (outcome.state === 'pass') return `${label}：材料已审核通过`
  if (outcome.state === 'fail') return `${label}：材料未通过审核`
  const isThere = outcome.toPass?.kind === 'file-evidence' && outcome.toPass.current === 'submitted'
  return isThere ? `${label}：材料已提交，等待审核` : `${label}：没有有效材料`
}

function requirement(figure: Figure): string {
  const threshold = ratioValue(figure, figure.threshold).replace(' ', '')
  return figure.comparison === 'at-least' ? `要求不低于${threshold}` : `要求不高于${threshold}`
}

function stale(outcome: RuleOutcome, words: Words): string {
  return outcome.toPass?.kind === 'renew' ? `；${toPassSentence(outcome.toPass, words)}` : ''
}

function unanswered(outcome: RuleOutcome, words: Words): string {
  if (outcome.toPass === null) return STATE_WORDS[outcome.state]
  return `数据不全，无法判断：${toPassSentence(outcome.toPass, words)}`
}
