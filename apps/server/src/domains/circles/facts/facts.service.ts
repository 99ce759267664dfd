import type { CircleFact, FactGrid, FactSheet, FactsSaved, FactValue } from '@xiayi/contract/circle-facts'
import { factValue } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import type { CountyDb, Tx } from '../../../platform/db/db.ts'
import type { Jobs } from '../../../platform/jobs/jobs.ts'
import { Problem, type ProblemError } from '../../../platform/problem/problem.ts'
import { currentNetwork } from '../../places/public.ts'
import { allQuestions, DEFAULT_STANDARD, getStandard } from '../../standards/public.ts'
import { getCircleRow, listCircles } from '../circles.service.ts'
import { EVALUATE_JOB } from '../evaluate.service.ts'
import { today } from '../today.ts'
import { answerFault, dayFault } from './fact-check.rules.ts'
import { type FactConflict, planFacts } from './fact-plan.rules.ts'
import { answerWords } from './fact-words.rules.ts'
import { allFacts, type FactRow, factsOfCircle, factVersions, lockFacts, writeFacts } from './facts.sql.ts'

export async function listFacts(county: CountyDb, circleId: string): Promise<CircleFact[]> {
  await getCircleRow(county.db, circleId)
  return (await factsOfCircle(county.db, circleId)).map(factReply)
}

/** Every version of one fact, the newest first. @throws Problem not-found */
export async function listFactVersions(county: CountyDb, circleId: string, key: string): Promise<CircleFact[]> {
  await getCircleRow(county.db, circleId)
  return (await factVersions(county.db, circleId, key)).map(factReply)
}

/** All circles and all that is recorded of them; what a standard asks is told by its questions. */
export async function gridOfFacts(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<FactGrid> {
  const circles = await listCircles(county, standardId)
  const ids = new Set(circles.items.map((circle) => circle.id))
  return {
    standardId: circles.standardId,
    circles: circles.items.map(({ id, name, townName, isPilot }) => ({ id, name, townName, isPilot })),
    facts: (await allFacts(county.db))
      .filter((row) => ids.has(row.circleId))
      .map((row) => ({ circleId: row.circleId, ...factReply(row) })),
  }
}

/**
 * Writes the facts of one circle together or not at all, and orders its evaluation in the same transaction.
 *
 * @throws Problem invalid-input naming each fact; version-conflict with both values when somebody was faster
 */
export async function saveFacts(
  deps: { readonly jobs: Jobs },
  county: CountyDb,
  given: { readonly circleId: string; readonly standardId?: string | undefined; readonly sheet: FactSheet },
): Promise<FactsSaved> {
  const { circleId, sheet } = given
  await getCircleRow(county.db, circleId)
  const { ruleSet } = await getStandard(county.db, given.standardId ?? DEFAULT_STANDARD)
  const questions = await allQuestions(county.db)
  checkSheet(sheet, questions)
  const wanted = sheet.facts.map((fact) => ({ circleId, ...fact }))
  const done = await county.transact(async (tx) => {
    await lockFacts(tx)
    const plan = planFacts(await factsOfCircle(tx, circleId), wanted, { by: sheet.by ?? null, channel: sheet.channel })
    if (plan.conflicts.length > 0) throw conflictProblem(plan.conflicts, questions)
    await writeFacts(tx, plan.writes)
    const isNews = plan.writes.length > 0
    const evaluationJobId = isNews
      ? await orderEvaluation(deps, county, tx, { circleIds: [circleId], standardId: ruleSet.id })
      : null
    return { written: plan.writes.length, unchanged: plan.unchanged, evaluationJobId }
  })
  return { items: (await factsOfCircle(county.db, circleId)).map(factReply), ...done }
}

/** Null where there is no network yet: the facts wait for it. */
export async function orderEvaluation(
  deps: { readonly jobs: Jobs },
  county: CountyDb,
  tx: Tx,
  order: { readonly circleIds: readonly string[]; readonly standardId: string },
): Promise<string | null> {
  if ((await currentNetwork(tx)) === undefined) return null
  return deps.jobs.enqueue(tx, county.code, EVALUATE_JOB, { ...order, onlyChanged: true })
}

function checkSheet(sheet: FactSheet, questions: ReadonlyMap<string, StandardQuestion>): void {
  const errors: ProblemError[] = []
  const seen = new Set<string>()
  const now = today()
  for (const [at, fact] of sheet.facts.entries()) {
    const where = `body/facts/${at}`
    const question = questions.get(fact.key)
    if (seen.has(fact.key)) errors.push({ where, message: `“${fact.key}”写了两次`, remedy: '每项只写一次' })
    seen.add(fact.key)
    if (question === undefined) {
      errors.push({ where: `${where}/key`, message: `没有标准要登记“${fact.key}”`, remedy: '从要登记的事项里选' })
      continue
    }
    const value = fact.value === null ? null : answerFault(question, fact.value)
    if (value !== null)
      errors.push({ where: `${where}/value`, message: `${question.label}：${value.message}`, remedy: value.remedy })
    const day = dayFault(fact.observedOn, now)
    if (day !== null)
      errors.push({ where: `${where}/observedOn`, message: `${question.label}：${day.message}`, remedy: day.remedy })
  }
  if (errors.length > 0) throw new Problem('invalid-input', '有几项填得不对，没有保存任何内容。', { errors })
}

function conflictProblem(
  conflicts: readonly FactConflict[],
  questions: ReadonlyMap<string, StandardQuestion>,
): Problem {
  const errors = conflicts.map(({ at, wanted, current }) => {
    const question = questions.get(wanted.key)
    const unit = question?.unit ?? null
    const who = current.by === null ? '' : `${current.by}，`
    return {
      where: `body/facts/${at}`,
      message:
        `${question?.label ?? wanted.key}：现在登记的是“${answerWords(valueOf(current), unit)}”` +
        `（${who}${current.observedOn}），您填的是“${answerWords(storedValue(wanted.value), unit)}”`,
      remedy: '看过两个值，再决定用哪一个',
    }
  })
  return new Problem('version-conflict', '您打开这一页之后，别人改过其中的内容。没有保存任何内容。', { errors })
}

function factReply(row: FactRow): CircleFact {
  const { key, evidence, observedOn, by, channel, recordedAt, version } = row
  return { key, value: valueOf(row), evidence, observedOn, by, channel, recordedAt: recordedAt.toISOString(), version }
}

export function valueOf(row: { readonly value: unknown }): FactValue | null {
  return storedValue(row.value)
}

function storedValue(value: unknown): FactValue | null {
  return value === null ? null : factValue.parse(value)
}
