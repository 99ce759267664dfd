import { Worker } from 'node:worker_threads'
import type { WalkGraph } from '@xiayi/engine/compile-profile'
import type { Network } from '@xiayi/engine/network'
import type { EditedNetwork } from '@xiayi/engine/network-edit'
import type { SeedTable } from '@xiayi/engine/seeds'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import type {
  CompileTask,
  EditedBytes,
  EditTask,
  FromModelWorker,
  ModelAnswer,
  ModelTask,
  PlanTask,
  SeedTask,
  SnapTask,
  ToModelWorker,
} from './model-rpc.ts'

/** The stored network cannot be read. */
export class NetworkUnreadable extends Error {}

interface Waiting {
  readonly resolve: (answer: ModelAnswer) => void
  readonly reject: (error: Error) => void
}

const IDLE_MS = 20_000

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let requests = 0
const waiting = new Map<number, Waiting>()

/**
 * @param bytes on shared memory the network stays where it is; others are copied to the thread, and there into its columns
 * @throws NetworkUnreadable
 */
export async function loadOffThread(bytes: Uint8Array): Promise<Network> {
  const answer = await ask({ task: 'load', bytes })
  if (answer.task === 'load') return answer.network
  throw unexpected(answer)
}

export async function snapOffThread(task: Omit<SnapTask, 'task'>): Promise<SnappedPlaces> {
  const answer = await ask({ task: 'snap', ...task })
  if (answer.task === 'snap') return answer.snapped
  throw unexpected(answer)
}

export async function compileOffThread(task: Omit<CompileTask, 'task'>): Promise<WalkGraph> {
  const answer = await ask({ task: 'compile', ...task })
  if (answer.task === 'compile') return answer.graph
  throw unexpected(answer)
}

export async function seedOffThread(task: Omit<SeedTask, 'task'>): Promise<SeedTable> {
  const answer = await ask({ task: 'seed', ...task })
  if (answer.task === 'seed') return answer.seeds
  throw unexpected(answer)
}

/** Lays edits on a stored network. @throws NetworkUnreadable */
export async function editOffThread(task: Omit<EditTask, 'task'>): Promise<EditedBytes> {
  const answer = await ask({ task: 'edit', ...task })
  if (answer.task === 'edit') return answer.edited
  throw unexpected(answer)
}

/** Lays edits on a network in memory, one after the other. */
export async function planOffThread(task: Omit<PlanTask, 'task'>): Promise<EditedNetwork> {
  const answer = await ask({ task: 'plan', ...task })
  if (answer.task === 'plan') return answer.planned
  throw unexpected(answer)
}

function unexpected(answer: ModelAnswer): Error {
  if (answer.task !== 'failed') return new Error(`the model worker answered ${answer.task}`)
  return answer.isNetworkFault ? new NetworkUnreadable(answer.message) : new Error(answer.message)
}

/** The thread starts when needed and ends after 20 s without work. */
function ask(task: ModelTask): Promise<ModelAnswer> {
  return new Promise((resolve, reject) => {
    const request = ++requests
    waiting.set(request, { resolve, reject })
    clearTimeout(idle)
    worker ??= start()
    worker.ref()
    const message: ToModelWorker = { request, ask: task }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message)
  })
}

function start(): Worker {
  const started = new Worker(new URL('./model-worker.ts', import.meta.url))
  started.on('message', receive)
  started.on('error', (error: Error) => lost(started, error))
  started.on('exit', () => lost(started, new Error('the model worker stopped')))
  return started
}

function receive(message: FromModelWorker): void {
  const asked = waiting.get(message.request)
  waiting.delete(message.request)
  if (waiting.size === 0) rest()
  asked?.resolve(message.answer)
}

function rest(): void {
  // An idle thread keeps no process alive.
  worker?.unref()
  idle = setTimeout(() => {
    const resting = worker
    worker = undefined
    void resting?.terminate()
  }, IDLE_MS)
  idle.unref()
}

function lost(which: Worker, error: Error): void {
  if (worker !== which) return
  worker = undefined
  const failed = [...waiting.values()]
  waiting.clear()
  for (const each of failed) each.reject(error)
}
