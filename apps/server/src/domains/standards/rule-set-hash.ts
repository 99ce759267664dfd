import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { EvaluationResult } from './outcome.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * The identity of a rule set's content, lower-case hex. Comments, key order and YAML style do not count; a changed
 * word does. A version whose hash is stored with an evaluation must never come back with another one.
 */
export function ruleSetSha256(ruleSet: RuleSet): string {
  return sha256(canonicalJson(ruleSet))
}

/** What a recomputation must arrive at, lower-case hex. */
export function resultSha256(result: EvaluationResult): string {
  return sha256(canonicalJson(result))
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
