import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { defineJob, type JobContext, type JobKind } from '../../platform/jobs/job-kind.ts'
import type { Live } from '../../platform/live/live.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { categorySet } from '../places/public.ts'
import { evaluateCircle, getStandard, isCircleInput, isEvaluationResult, resultSha256 } from '../standards/public.ts'
import type { CircleDeps } from './circles.routes.ts'
import { EVALUATE_JOB } from './evaluate.service.ts'
import { evaluateCounty } from './evaluate-county.ts'
import { allEvaluations } from './evaluations.sql.ts'
import { factImportJobKind } from './facts/fact-imports.jobs.ts'

/** A job's result is read whole by every page that follows it. */
const FLIPS_LISTED = 200

const input = z.object({
  circleIds: z.array(z.string()).nullable(),
  standardId: z.string(),
  /** true: a circle of which nothing else is found than before gets no new evaluation */
  onlyChanged: z.boolean().default(false),
})
type Input = z.infer<typeof input>

interface Deps {
  readonly config: CircleDeps['config']
  readonly files: Files
  readonly live: Live
}

export function circleJobKinds(deps: Deps): readonly JobKind[] {
  return [
    defineJob<Input>({
      kind: EVALUATE_JOB,
      parse: (value) => input.parse(value),
      run: (context) => runEvaluation(deps, context),
    }),
    factImportJobKind(deps),
  ]
}

async function runEvaluation({ files, live }: Deps, context: JobContext<Input>): Promise<Record<string, unknown>> {
  const { county, signal, jobId } = context
  const { flips, ...count } = await evaluateCounty(files, county, {
    ...context.input,
    jobId,
    signal,
    report: (share, stage) => context.report(share, stage),
  })
  await live.publish({ county: county.code, event: { topic: 'circles.evaluated', county: county.code } })
  return { ...count, flips: flips.slice(0, FLIPS_LISTED), flipCount: flips.length, categories: categorySet().version }
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
