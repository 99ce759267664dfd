import type { RatioOperand, Rule } from './rule-set.ts'

/** Whether the outcome of a rule may depend on places of some categories or on walks to them. */
export function readsSome(rule: Rule, categoryIds: ReadonlySet<string>): boolean {
  const some = (ids: readonly string[]) => ids.some((id) => categoryIds.has(id))
  switch (rule.kind) {
    case 'coverage':
    case 'countInCircle':
      return some(rule.anyOf)
    case 'distinctTypes':
      return some(rule.of)
    case 'ratio':
      return [rule.numerator, rule.denominator].some((operand) => readsPlaces(operand, some))
    case 'allOf':
    case 'anyOf':
      return rule.rules.some((part) => readsSome(part, categoryIds))
    case 'attribute':
    case 'survey':
    case 'evidence':
      return false
  }
}

/** Places of no category in particular are those of every category. */
function readsPlaces(operand: RatioOperand, some: (ids: readonly string[]) => boolean): boolean {
  return 'places' in operand && (operand.places.anyOf === undefined || some(operand.places.anyOf))
}
