import type { CircleInput } from './circle-input.ts'
import type { ClauseOutcome, EvaluationResult } from './outcome.ts'

/**
 * Results and inputs as they are read back from jsonb and files. Their bytes are held against a hash by `xiayi verify`; here
 * only what a reader would stumble over is looked at.
 */
export function isEvaluationResult(value: unknown): value is EvaluationResult {
  return hasLists(value, ['clauses', 'tiers']) && hasTexts(value, ['ruleSetId', 'ruleSetVersion', 'circleId', 'asOf'])
}

export function isClauseOutcome(value: unknown): value is ClauseOutcome {
  return hasLists(value, ['evidence']) && hasTexts(value, ['clauseId', 'ruleKind', 'state'])
}

export function isCircleInput(value: unknown): value is CircleInput {
  return hasLists(value, ['places', 'recordedCategories']) && hasTexts(value, ['circleId', 'asOf', 'profile'])
}

function hasLists(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return isRecord(value) && keys.every((key) => Array.isArray(value[key]))
}

function hasTexts(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
