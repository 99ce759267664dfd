import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Problem } from '../../../platform/problem/problem.ts'
import type { TilePage } from '../../places/public.ts'
import type { ReportFacts } from '../report-facts.ts'
import type { FromPrinter, PrintOrder, ToPrinter } from './print-messages.ts'

const CHILD = join(import.meta.dirname, 'print-child.ts')
/** The heap a printing process may take: a county of 51 circles as .docx needs some 250 MB of it. */
const HEAP_MB = 512
const STDERR_KEPT = 4000

/** One printing process for one report. `close` ends it at once, whatever it is doing, and waits until it is gone. */
export class Printer {
  readonly #child: ChildProcess
  readonly #ended: Promise<never>
  #stderr = ''

  /** @param compileCache folder where Node keeps compiled modules: a report starts half a second sooner */
  constructor(compileCache: string) {
    this.#child = fork(CHILD, {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      // Nothing of ours: printing needs no secret.
      env: { NODE_NO_WARNINGS: '1', TZ: 'Asia/Shanghai', NODE_COMPILE_CACHE: compileCache },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT)
    })
    this.#ended = new Promise((_resolve, reject) => {
      this.#child.on('error', reject)
      this.#child.on('close', (code, signal) => reject(this.#fault(code, signal)))
    })
    this.#ended.catch(() => undefined)
  }

  /** Resolves when the page is on its way, so that a large street map does not pile up here. */
  addGround(page: TilePage): Promise<void> {
    return this.#send({ type: 'ground', page })
  }

  /** Settles when the report is printed, the process broke, or `signal` aborts. */
  async print(
    order: PrintOrder,
    facts: ReportFacts,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<Uint8Array> {
    signal.throwIfAborted()
    const printed = new Promise<Uint8Array>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      this.#child.on('message', (message: FromPrinter) => {
        if (message.type === 'progress') onProgress(message.share)
        else if (message.type === 'done') resolve(message.bytes)
        else reject(new Error(`the report could not be printed: ${message.message}`))
      })
    })
    // Whoever cancels while the facts are still on their way is heard too: a rejection that nobody awaits would end the server.
    const sent = this.#send({ type: 'print', order, facts }).then(() => printed)
    return Promise.race([sent, printed, this.#ended])
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }

  #fault(code: number | null, signal: NodeJS.Signals | null): Error {
    if (/heap out of memory|allocation failed/i.test(this.#stderr))
      return new Problem(
        'payload-too-large',
        '这份报告太大，内存不够排版。没有保存任何内容，请改为分生活圈生成，或生成表格。',
      )
    return new Error(`the printing process ended with ${code ?? signal} before its report: ${this.#stderr}`)
  }

  #send(message: ToPrinter): Promise<void> {
    const sent = new Promise<void>((resolve, reject) => {
      this.#child.send(message, (error) => (error === null ? resolve() : reject(error)))
    })
    return Promise.race([sent, this.#ended])
  }
}
