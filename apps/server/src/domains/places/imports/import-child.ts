import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { problemFromError } from '../../../platform/problem/from-error.ts'
import { say } from './import-child-say.ts'
import { readFileOfImport } from './import-reading.ts'
import type { ReadingTask } from './import-records.ts'
import type { WatchdogLimits } from './import-watchdog.ts'

/**
 * The reading process: turns one file into records in its work folder. It knows neither the database nor the environment;
 * whatever a hostile file does to it ends here.
 */
const task: ReadingTask = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const limits: WatchdogLimits = { memoryMb: task.memoryMb, seconds: task.seconds, parent: process.ppid }
const watchdog = new Worker(new URL('./import-watchdog.ts', import.meta.url), {
  workerData: limits,
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
})
watchdog.unref()

try {
  await readFileOfImport(task, (share, stage) => say({ say: 'progress', share, stage }))
  say({ say: 'done' })
  process.exit(0)
} catch (error) {
  const problem = problemFromError(error)
  if (problem !== undefined)
    say({ say: 'problem', code: problem.code, detail: problem.message, errors: problem.errors.slice(0, 50) })
  else say({ say: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  process.exit(problem === undefined ? 1 : 2)
}
