import { parentPort } from 'node:worker_threads'
import type { WalkGraph } from './compile-profile.ts'
import { type Job, JobRunner } from './worker-jobs.ts'

/** Messages of the pool: a graph to keep, a graph to drop, or a job on a graph that was sent before. */
export type ToWorker =
  | { readonly kind: 'graph'; readonly graphId: number; readonly graph: WalkGraph }
  | { readonly kind: 'drop'; readonly graphId: number }
  | { readonly kind: 'job'; readonly jobId: number; readonly graphId: number; readonly job: Job }

export type FromWorker =
  | { readonly jobId: number; readonly isOk: true; readonly output: unknown }
  | { readonly jobId: number; readonly isOk: false; readonly name: string; readonly message: string }

const runners = new Map<number, JobRunner>()

parentPort?.on('message', (message: ToWorker) => void answer(message))

async function answer(message: ToWorker): Promise<void> {
  if (message.kind === 'graph') {
    runners.set(message.graphId, new JobRunner(message.graph))
    return
  }
  if (message.kind === 'drop') {
    runners.delete(message.graphId)
    return
  }
  const { jobId, graphId, job } = message
  try {
    const runner = runners.get(graphId)
    if (!runner) throw new Error(`graph ${graphId} was not sent to this worker`)
    reply({ jobId, isOk: true, output: await runner.run(job) })
  } catch (error) {
    const { name, message: text } = error instanceof Error ? error : new Error(String(error))
    reply({ jobId, isOk: false, name, message: text })
  }
}

function reply(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message)
}
