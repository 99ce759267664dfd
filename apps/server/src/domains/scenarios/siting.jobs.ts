import { type SitingRequest, sitingReply, sitingRequest } from '@xiayi/contract/siting'
import type { CountyDb } from '../../platform/db/db.ts'
import { defineJob, type JobContext, type JobKind } from '../../platform/jobs/job-kind.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { type SitingDeps, suggestSites } from './siting.service.ts'

const SITING_JOB = 'scenarios.siting'

/** The solver stops here and says how far from the best it may be. */
const TIME_LIMIT_S = 60
const TICK_MS = 500

export function sitingJobKinds(deps: SitingDeps): readonly JobKind[] {
  return [
    defineJob<SitingRequest>({
      kind: SITING_JOB,
      parse: (value) => sitingRequest.parse(value),
      run: (context) => solve(deps, context),
    }),
  ]
}

/** A county is asked first whether the question makes sense: a job that fails at once helps nobody. */
export async function startExactSiting(
  deps: SitingDeps & { jobs: Jobs },
  county: CountyDb,
  request: SitingRequest,
): Promise<string> {
  await suggestSites(deps, county, request)
  return county.transact((tx) => deps.jobs.enqueue(tx, county.code, SITING_JOB, request))
}

async function solve(deps: SitingDeps, context: JobContext<SitingRequest>): Promise<Record<string, unknown>> {
  const start = performance.now()
  const tell = () => {
    const seconds = Math.round((performance.now() - start) / 1000)
    context.report(Math.min(0.95, seconds / TIME_LIMIT_S), `求最优解，已用 ${seconds} 秒，最多 ${TIME_LIMIT_S} 秒`)
  }
  tell()
  const timer = setInterval(tell, TICK_MS)
  try {
    const reply = await suggestSites(deps, context.county, context.input, {
      exact: { timeLimitS: TIME_LIMIT_S },
      signal: context.signal,
    })
    return sitingReply.parse(reply)
  } finally {
    clearInterval(timer)
  }
}
