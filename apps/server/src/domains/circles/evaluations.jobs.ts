import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { z } from 'zod'
import type { CountyDb } from '../../platform/db/db.ts'
import { type Files, recordFile } from '../../platform/files/files.ts'
import { defineJob, type JobContext, type JobKind } from '../../platform/jobs/job-kind.ts'
import type { Live } from '../../platform/live/live.ts'
import { Problem } from '../../platform/problem/problem.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { categorySet, chainMembership, recordCategorySet, streetModelOf } from '../places/public.ts'
import {
  canonicalJson,
  evaluateCircle,
  getStandard,
  isCircleInput,
  isEvaluationResult,
  markUsed,
  resultSha256,
} from '../standards/public.ts'
import { lockCircles } from './circles.sql.ts'
import { EVALUATE_JOB, ensureCircles, standingCircles } from './evaluate.service.ts'
import { type EvaluatedCircle, evaluateAll } from './evaluation-run.ts'
import { allEvaluations, insertEvaluation, latestEvaluations } from './evaluations.sql.ts'
import { factsByCircle } from './facts.service.ts'

/** On zlib's own threads: 80 circles of a city are 300 MB of text. */
const pack = promisify(gzip)

const input = z.object({
  circleIds: z.array(z.string()).nullable(),
  standardId: z.string(),
  /** true: a circle whose data have not changed gets no new evaluation */
  onlyChanged: z.boolean().default(false),
})
type Input = z.infer<typeof input>

interface Deps {
  readonly files: Files
  readonly live: Live
}

export function circleJobKinds(deps: Deps): readonly JobKind[] {
  return [
    defineJob<Input>({
      kind: EVALUATE_JOB,
      parse: (value) => input.parse(value),
      run: (context) => evaluateCounty(deps, context),
    }),
  ]
}

/** The county's local day: what an evaluation's ages are counted to. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
}

async function evaluateCounty({ files, live }: Deps, context: JobContext<Input>): Promise<Record<string, unknown>> {
  const { county, signal } = context
  await ensureCircles(county, { drawsCells: false })
  const model = await streetModelOf(county, files)
  const { ruleSet } = await getStandard(county.db, context.input.standardId)
  const wanted = context.input.circleIds === null ? undefined : new Set(context.input.circleIds)
  const circles = (await standingCircles(county.db)).filter((circle) => wanted === undefined || wanted.has(circle.id))
  // Data that arrive before any boundary are no fault: the boundaries will come.
  if (circles.length === 0 && context.input.onlyChanged) return { circles: 0, evaluated: 0, unchanged: 0 }
  if (circles.length === 0)
    throw new Problem('evaluation-impossible', '还没有社区边界，没有可评估的生活圈。先导入社区边界（GeoJSON）。')
  const evaluated = await evaluateAll({
    model,
    ruleSet,
    circles,
    facts: await factsByCircle(county.db),
    chains: await chainMembership(county.db),
    asOf: today(),
    signal,
    report: (share, stage) => context.report(share, stage),
  })
  context.report(0.96, '保存结果')
  const packed: { each: EvaluatedCircle; inputFile: { sha256: string; bytes: number } }[] = []
  for (const each of evaluated) {
    signal.throwIfAborted()
    // Level 6 without a time stamp: the same input is the same file.
    const inputFile = await files.write(county.code, await pack(canonicalJson(each.input), { level: 6 }))
    packed.push({ each, inputFile })
  }
  const stored = await county.transact(async (tx) => {
    // Two evaluations at once: the second looks at what the first has stored.
    await lockCircles(tx)
    const latest = new Map((await latestEvaluations(tx, ruleSet.id)).map((row) => [row.circleId, row]))
    const fresh = packed.filter(({ each, inputFile }) => {
      const before = latest.get(each.circle.id)
      const isSame = before?.inputSha256 === inputFile.sha256 && before.standardVersion === ruleSet.version
      return !context.input.onlyChanged || !isSame
    })
    const categoryVersion = await recordCategorySet(tx)
    await markUsed(tx, ruleSet.id, ruleSet.version)
    for (const { each, inputFile } of fresh) {
      await recordFile(tx, inputFile, 'application/json+gzip')
      await insertEvaluation(tx, context.jobId, {
        circleId: each.circle.id,
        standardId: ruleSet.id,
        standardVersion: ruleSet.version,
        networkVersion: model.networkVersion,
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
    return fresh.length
  })
  await live.publish({ county: county.code, event: { topic: 'circles.evaluated', county: county.code } })
  return {
    circles: circles.length,
    evaluated: stored,
    unchanged: evaluated.length - stored,
    categories: categorySet().version,
  }
}

/** Recomputes every stored evaluation from its own input and standard; the bytes must agree. */
export async function checkEvaluations(county: CountyDb, files: Files): Promise<Finding> {
  const rows = await allEvaluations(county.db)
  const faults: string[] = []
  for (const row of rows) {
    const { ruleSet } = await getStandard(county.db, `${row.standardId}@${row.standardVersion}`)
    const bytes = await files.read(county.code, row.inputSha256).catch(() => undefined)
    if (bytes === undefined) {
      faults.push(`evaluation ${row.id}: its input ${row.inputSha256} is gone`)
      continue
    }
    const given: unknown = JSON.parse(gunzipSync(bytes).toString('utf8'))
    if (!isCircleInput(given)) {
      faults.push(`evaluation ${row.id}: its input ${row.inputSha256} is no circle input`)
      continue
    }
    const again = evaluateCircle(ruleSet, given)
    if (resultSha256(again) !== row.resultSha256)
      faults.push(`evaluation ${row.id}: computed again it comes to another result`)
    if (!isEvaluationResult(row.result) || resultSha256(row.result) !== row.resultSha256)
      faults.push(`evaluation ${row.id}: the stored result was altered`)
  }
  return { county: county.code, check: 'evaluations', examined: rows.length, faults }
}
