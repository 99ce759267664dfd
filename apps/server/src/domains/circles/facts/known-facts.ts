import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import type { EvidenceRecord, FactValue, SurveyAnswers } from '../../standards/public.ts'
import { allFacts } from './facts.sql.ts'

/**
 * What no map shows. A fact's key says what it is: `survey:` answers to a survey, `evidence:` a record that a person judged,
 * anything else a value that clauses read.
 */
export interface CircleFacts {
  readonly facts: Readonly<Record<string, FactValue>>
  readonly surveys: Readonly<Record<string, SurveyAnswers>>
  readonly evidence: Readonly<Record<string, EvidenceRecord>>
}

const SURVEY = 'survey:'
const EVIDENCE = 'evidence:'
const SATISFACTION = `${SURVEY}residents.satisfaction`

const storedSurvey = z.object({ satisfied: z.number(), answered: z.number(), method: z.string() })
const storedStatus = z.enum(['submitted', 'approved', 'rejected'])
const storedValue = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())])
type StoredSurvey = z.infer<typeof storedSurvey>

export async function factsByCircle(db: Db): Promise<ReadonlyMap<string, CircleFacts>> {
  const found = new Map<
    string,
    {
      facts: Record<string, FactValue>
      surveys: Record<string, SurveyAnswers>
      evidence: Record<string, EvidenceRecord>
    }
  >()
  for (const row of await allFacts(db)) {
    if (row.value === null) continue
    const circle = found.get(row.circleId) ?? { facts: {}, surveys: {}, evidence: {} }
    found.set(row.circleId, circle)
    const about = { ref: row.evidence ?? '未附材料', asOf: row.observedOn }
    if (row.key.startsWith(SURVEY))
      circle.surveys[row.key.slice(SURVEY.length)] = { ...storedSurvey.parse(row.value), ...about }
    else if (row.key.startsWith(EVIDENCE))
      circle.evidence[row.key.slice(EVIDENCE.length)] = { status: storedStatus.parse(row.value), ...about }
    else circle.facts[row.key] = { value: storedValue.parse(row.value), ...about }
  }
  return found
}

export async function satisfactionByCircle(db: Db): Promise<ReadonlyMap<string, StoredSurvey>> {
  const rows = (await allFacts(db)).filter((row) => row.key === SATISFACTION && row.value !== null)
  return new Map(rows.map((row) => [row.circleId, storedSurvey.parse(row.value)]))
}
