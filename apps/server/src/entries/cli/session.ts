import type { Job } from '@xiayi/contract/system'
import cliProgress from 'cli-progress'
import type { Command } from 'commander'
import { openServices, type Services } from '../../app/services.ts'
import { readConfig } from '../../platform/config/config.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import { migrateAll } from '../../platform/db/migrate.ts'
import { Problem } from '../../platform/problem/problem.ts'

/** One command's time with the installation: opened, used, closed. */
export async function withServices<T>(work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn', ENTRY: 'jobs' })
  await migrateAll(config.databaseUrl)
  const services = openServices(config, { logsToStderr: true })
  try {
    return await work(services)
  } finally {
    await services.close()
  }
}

function wantsJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true
}

/** stdout carries the answer and nothing else. */
export function answer(command: Command, value: unknown, words: () => string): void {
  process.stdout.write(`${wantsJson(command) ? JSON.stringify(value) : words()}\n`)
}

const POLL_MS = 200

/**
 * Waits for a job and shows its progress on stderr. This process works the queue too, so the command ends even when no
 * server runs; when one does, whichever takes the job first does it.
 */
export async function waitForJob(services: Services, county: CountyDb, jobId: string, label: string): Promise<Job> {
  const bar = process.stderr.isTTY
    ? new cliProgress.SingleBar(
        {
          format: `${label} [{bar}] {percentage}% {stage}`,
          stream: process.stderr,
          clearOnComplete: false,
          hideCursor: true,
        },
        cliProgress.Presets.rect,
      )
    : undefined
  bar?.start(100, 0, { stage: '' })
  const cancel = () => void services.jobs.cancel(county, jobId)
  process.once('SIGINT', cancel)
  try {
    for (;;) {
      const job = await services.jobs.get(county, jobId)
      bar?.update(Math.round(job.progress * 100), { stage: job.stage })
      if (job.finishedAt !== null) return settled(job)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  } finally {
    bar?.stop()
    process.off('SIGINT', cancel)
  }
}

function settled(job: Job): Job {
  if (job.state === 'succeeded') return job
  const problem = job.problem
  throw new Problem(problem?.code ?? 'internal', problem?.detail ?? '任务没有完成。', {
    errors: (problem?.errors ?? []).map(({ remedy, ...each }) => ({
      ...each,
      ...(remedy === undefined ? {} : { remedy }),
    })),
  })
}
