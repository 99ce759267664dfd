import { Worker } from 'node:worker_threads'
import type { WalkGraph } from './compile-profile.ts'
import type { FromWorker, ToWorker } from './engine-worker.ts'
import type { Job, JobName, Jobs } from './worker-jobs.ts'

/**
 * Threads that run jobs on graphs in shared memory. Jobs are cut by what is asked and never by how many threads there are, and
 * results are put together in the order of the jobs: 1 thread and 8 give the same bytes. A call always settles: with its results,
 * with the first error, or with the reason of its AbortSignal, in which case the threads that still work for it are ended.
 */
export class EnginePool {
  readonly #size: number
  readonly #threads: Thread[] = []
  readonly #queue: Task[] = []
  readonly #graphIds = new WeakMap<WalkGraph, number>()
  #nextGraph = 1
  #nextJob = 1
  #isClosed = false

  constructor(options: { readonly threads: number }) {
    this.#size = Math.max(1, Math.floor(options.threads))
  }

  /** Runs jobs of one kind on a graph. Progress counts finished jobs, from 0 to 1. */
  async map<N extends JobName>(
    graph: WalkGraph,
    name: N,
    inputs: readonly Jobs[N]['input'][],
    options: { readonly signal?: AbortSignal; readonly onProgress?: (share: number) => void } = {},
  ): Promise<Jobs[N]['output'][]> {
    if (this.#isClosed) throw new Error('the engine pool is closed')
    options.signal?.throwIfAborted()
    const call: Call = { isSettled: false }
    const outputs = inputs.map((): Jobs[N]['output'] | undefined => undefined)
    let done = 0
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const fail = (reason: unknown) => {
      if (call.isSettled) return
      call.isSettled = true
      this.#cancel(call)
      reject(reason)
    }
    const onAbort = () => fail(options.signal?.reason)
    options.signal?.addEventListener('abort', onAbort, { once: true })
    inputs.forEach((input, i) => {
      // oxlint-disable-next-line typescript/consistent-type-assertions -- name and input belong together by the signature; the compiler does not follow it through the generic
      const job = { name, input } as unknown as Job
      const succeed = (output: unknown) => {
        if (call.isSettled) return
        // oxlint-disable-next-line typescript/consistent-type-assertions -- a worker answers a job with that job's output
        outputs[i] = output as Jobs[N]['output']
        done++
        options.onProgress?.(done / inputs.length)
        if (done < inputs.length) return
        call.isSettled = true
        resolve()
      }
      this.#queue.push({ call, graph, job, succeed, fail })
    })
    if (inputs.length === 0) resolve()
    this.#dispatch()
    try {
      await promise
    } finally {
      options.signal?.removeEventListener('abort', onAbort)
    }
    return outputs.filter((output) => output !== undefined)
  }

  /** Ends all threads; calls that still run fail. */
  async close(): Promise<void> {
    this.#isClosed = true
    const reason = new Error('the engine pool was closed')
    for (const task of this.#queue.splice(0)) task.fail(reason)
    await Promise.all(this.#threads.splice(0).map((thread) => this.#end(thread, reason)))
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && !this.#isClosed) {
      let thread = this.#threads.find((each) => each.task === undefined)
      if (!thread && this.#threads.length < this.#size) thread = this.#start()
      if (!thread) return
      const task = this.#queue.shift()
      if (!task) return
      if (!task.call.isSettled) this.#assign(thread, task)
    }
  }

  #assign(thread: Thread, task: Task): void {
    const graphId = this.#graphIds.get(task.graph) ?? this.#nextGraph++
    this.#graphIds.set(task.graph, graphId)
    thread.task = task
    thread.jobId = this.#nextJob++
    // A thread at work keeps the process alive until its call has settled; an idle one does not.
    thread.worker.ref()
    try {
      if (!thread.graphs.has(graphId)) {
        post(thread, { kind: 'graph', graphId, graph: task.graph })
        thread.graphs.add(graphId)
        // One graph more than in use would keep a country in memory for nothing.
        for (const old of [...thread.graphs].slice(0, -4)) {
          post(thread, { kind: 'drop', graphId: old })
          thread.graphs.delete(old)
        }
      }
      post(thread, { kind: 'job', jobId: thread.jobId, graphId, job: task.job })
    } catch (error) {
      thread.task = undefined
      thread.worker.unref()
      task.fail(error)
    }
  }

  #start(): Thread {
    const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { execArgv: [] })
    const thread: Thread = { worker, graphs: new Set(), task: undefined, jobId: 0 }
    worker.on('message', (message: FromWorker) => this.#receive(thread, message))
    worker.on('error', (error) => this.#lose(thread, error))
    worker.on('exit', (code) => this.#lose(thread, new Error(`an engine thread ended with code ${code}`)))
    worker.unref()
    this.#threads.push(thread)
    return thread
  }

  #receive(thread: Thread, message: FromWorker): void {
    const { task } = thread
    if (!task || message.jobId !== thread.jobId) return
    thread.task = undefined
    thread.worker.unref()
    if (message.isOk) task.succeed(message.output)
    else task.fail(Object.assign(new Error(message.message), { name: message.name }))
    this.#dispatch()
  }

  #lose(thread: Thread, reason: Error): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    const { task } = thread
    thread.task = undefined
    task?.fail(reason)
    this.#dispatch()
  }

  #cancel(call: Call): void {
    for (let i = this.#queue.length - 1; i >= 0; i--) if (this.#queue[i]?.call === call) this.#queue.splice(i, 1)
    for (const thread of this.#threads.filter(({ task }) => task?.call === call)) {
      thread.task = undefined
      const at = this.#threads.indexOf(thread)
      this.#threads.splice(at, 1)
      void this.#end(thread, undefined)
    }
    this.#dispatch()
  }

  async #end(thread: Thread, reason: Error | undefined): Promise<void> {
    const { task } = thread
    thread.task = undefined
    if (reason) task?.fail(reason)
    thread.worker.removeAllListeners()
    await thread.worker.terminate()
  }
}

interface Call {
  isSettled: boolean
}

interface Task {
  readonly call: Call
  readonly graph: WalkGraph
  readonly job: Job
  readonly succeed: (output: unknown) => void
  readonly fail: (reason: unknown) => void
}

interface Thread {
  readonly worker: Worker
  readonly graphs: Set<number>
  task: Task | undefined
  jobId: number
}

function post(thread: Thread, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  thread.worker.postMessage(message)
}
