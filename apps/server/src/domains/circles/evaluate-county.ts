import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ClauseFlip } from '@xiayi/contract/circle-facts'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import { type Files, recordFile, type StoredFile } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { chainMembership, recordCategorySet, streetModelOf } from '../places/public.ts'
import {
  canonicalJson,
  type EvaluationResult,
  getStandard,
  isEvaluationResult,
  markUsed,
  type RuleSet,
  resultSha256,
} from '../standards/public.ts'
import { lockCircles } from './circles.sql.ts'
import { ensureCircles, standingCircles } from './evaluate.service.ts'
import { type EvaluatedCircle, evaluateAll } from './evaluation-run.ts'
import { type EvaluationStamp, insertEvaluation, latestEvaluations, latestStamps } from './evaluations.sql.ts'
import { factsByCircle } from './facts/known-facts.ts'
import { flipsBetween } from './flips.rules.ts'
import { today } from './today.ts'

/** On zlib's own threads: 80 circles of a city are 300 MB of text. */
const pack = promisify(gzip)

export interface EvaluationTask {
  readonly jobId: string
  readonly circleIds: readonly string[] | null
  readonly standardId: string
  /** a circle of which nothing else is found than before gets no new evaluation */
  readonly onlyChanged: boolean
  /** the day the data stand for, and the moment the evaluation is kept under; left out: now */
  readonly at?: { readonly asOf: string; readonly evaluatedAt: Date } | undefined
  readonly signal: AbortSignal
  report(share: number, stage: string): void
}

export interface EvaluationCount {
  readonly circles: number
  readonly evaluated: number
  readonly unchanged: number
  /** clauses that are answered otherwise than by the evaluations before */
  readonly flips: readonly ClauseFlip[]
}

interface Found {
  readonly evaluated: readonly EvaluatedCircle[]
  readonly ruleSet: RuleSet
  readonly networkVersion: string
}

/** Holds the circles against the standard, as map and facts are at this moment, and stores what was found. */
export async function evaluateCounty(files: Files, county: CountyDb, task: EvaluationTask): Promise<EvaluationCount> {
  await ensureCircles(county, { drawsCells: false })
  const model = await streetModelOf(county, files)
  const { ruleSet } = await getStandard(county.db, task.standardId)
  const wanted = task.circleIds === null ? undefined : new Set(task.circleIds)
  const circles = (await standingCircles(county.db)).filter((circle) => wanted === undefined || wanted.has(circle.id))
  // Data that arrive before any boundary are no fault: the boundaries will come.
  if (circles.length === 0 && task.onlyChanged) return { circles: 0, evaluated: 0, unchanged: 0, flips: [] }
  if (circles.length === 0)
    throw new Problem('evaluation-impossible', '还没有社区边界，没有可评估的生活圈。先导入社区边界（GeoJSON）。')
  const evaluated = await evaluateAll({
    model,
    ruleSet,
    circles,
    facts: await factsByCircle(county.db),
    chains: await chainMembership(county.db),
    asOf: task.at?.asOf ?? today(),
    signal: task.signal,
    report: (share, stage) => task.report(share, stage),
  })
  task.report(0.96, '保存结果')
  const stored = await store(files, county, task, { evaluated, ruleSet, networkVersion: model.networkVersion })
  return { circles: circles.length, unchanged: evaluated.length - stored.evaluated, ...stored }
}

async function store(
  files: Files,
  county: CountyDb,
  task: EvaluationTask,
  found: Found,
): Promise<Pick<EvaluationCount, 'evaluated' | 'flips'>> {
  const { ruleSet, networkVersion } = found
  const isNews = task.onlyChanged ? newsOver(await latestStamps(county.db, ruleSet.id), found) : () => true
  const inputs = new Map<string, StoredFile>()
  for (const each of found.evaluated.filter(isNews)) {
    task.signal.throwIfAborted()
    // Level 6 without a time stamp: the same input is the same file.
    inputs.set(each.circle.id, await files.write(county.code, await pack(canonicalJson(each.input), { level: 6 })))
  }
  return county.transact(async (tx) => {
    // Two evaluations at once: the second looks at what the first has stored.
    await lockCircles(tx)
    const isStillNews = task.onlyChanged ? newsOver(await latestStamps(tx, ruleSet.id), found) : () => true
    const categoryVersion = await recordCategorySet(tx)
    await markUsed(tx, ruleSet.id, ruleSet.version)
    const before = await resultsBefore(tx, ruleSet.id, [...inputs.keys()])
    const flips: ClauseFlip[] = []
    let evaluated = 0
    for (const each of found.evaluated) {
      const inputFile = inputs.get(each.circle.id)
      if (inputFile === undefined || !isStillNews(each)) continue
      evaluated++
      const was = before.get(each.circle.id)
      if (was !== undefined) flips.push(...flipsBetween(was, each.result, { circleName: each.circle.name, ruleSet }))
      await recordFile(tx, inputFile, 'application/json+gzip')
      await insertEvaluation(tx, {
        jobId: task.jobId,
        evaluatedAt: task.at?.evaluatedAt,
        circleId: each.circle.id,
        standardId: ruleSet.id,
        standardVersion: ruleSet.version,
        networkVersion,
        categoryVersion,
        profile: each.input.profile,
        speedMetresPerSecond: each.result.speedMetresPerSecond ?? 0,
        originKind: each.originKind,
        inputSha256: inputFile.sha256,
        result: each.result,
        resultSha256: resultSha256(each.result),
        tierId: each.result.tierId,
        residents: Math.round(each.result.residents),
        residentsOffNetwork: Math.round(each.result.residentsOffNetwork),
        passed: each.result.counts.pass,
        failed: each.result.counts.fail,
        unknown: each.result.counts.unknown,
      })
    }
    return { evaluated, flips }
  })
}

async function resultsBefore(
  db: Db,
  standardId: string,
  circleIds: readonly string[],
): Promise<ReadonlyMap<string, EvaluationResult>> {
  const [only] = circleIds
  if (only === undefined) return new Map()
  const rows = await latestEvaluations(db, standardId, circleIds.length === 1 ? only : undefined)
  return new Map(rows.flatMap(({ circleId, result }) => (isEvaluationResult(result) ? [[circleId, result]] : [])))
}

/** News is another result, or the same on another standard or network. The day alone is none. */
function newsOver(
  stamps: readonly EvaluationStamp[],
  { ruleSet, networkVersion }: Found,
): (each: EvaluatedCircle) => boolean {
  const latest = new Map(stamps.map((stamp) => [stamp.circleId, stamp]))
  return ({ circle, result }) => {
    const before = latest.get(circle.id)
    return (
      before === undefined ||
      before.standardVersion !== ruleSet.version ||
      before.networkVersion !== networkVersion ||
      before.resultSha256 !== resultSha256({ ...result, asOf: before.asOf })
    )
  }
}
