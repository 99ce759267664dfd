import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { questionsOf } from '../../standards/questions.rules.ts'
import { parseRuleSet } from '../../standards/rule-set-file.ts'

const FILE = join(import.meta.dirname, '../../../../../../standards/xiayi-plan.yaml')

/** What the county plan asks, as it ships. */
export const planQuestions: readonly StandardQuestion[] = questionsOf(
  parseRuleSet(readFileSync(FILE, 'utf8'), 'xiayi-plan.yaml'),
)

export function planQuestion(key: string): StandardQuestion {
  const found = planQuestions.find((question) => question.key === key)
  if (found === undefined) throw new Error(`the county plan does not ask ${key}`)
  return found
}
