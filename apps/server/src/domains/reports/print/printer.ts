import { Worker } from 'node:worker_threads'
import { Problem } from '../../../platform/problem/problem.ts'
import type { TilePage } from '../../places/public.ts'
import type { ReportFacts } from '../report-facts.ts'
import type { FromPrinter, PrintOrder, ToPrinter } from './print-messages.ts'

/** The heap a printing thread may take: a county of 14 circles needs some 250 MB of it. */
const MEMORY_MB = 512

/** One printing thread for one report. `close` ends it at once, whatever it is doing. */
export class Printer {
  readonly #worker: Worker
  readonly #ended: Promise<never>

  constructor() {
    this.#worker = new Worker(new URL('./print-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
    })
    this.#ended = new Promise((_resolve, reject) => {
      this.#worker.on('error', (error: Error & { code?: string }) => {
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Problem(
                'payload-too-large',
                '这份报告太大，内存不够排版。没有保存任何内容，请改为分生活圈生成，或生成表格。',
                { cause: error },
              )
            : error,
        )
      })
      this.#worker.on('exit', (code) => reject(new Error(`the printing thread ended with ${code} before its report`)))
    })
    this.#ended.catch(() => undefined)
  }

  addGround(page: TilePage): void {
    this.#send({ type: 'ground', page })
  }

  /** Settles when the report is printed, the thread broke, or `signal` aborts. */
  async print(
    order: PrintOrder,
    facts: ReportFacts,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<Uint8Array> {
    signal.throwIfAborted()
    const printed = new Promise<Uint8Array>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      this.#worker.on('message', (message: FromPrinter) => {
        if (message.type === 'progress') onProgress(message.share)
        else if (message.type === 'done') resolve(message.bytes)
        else reject(new Error(`the report could not be printed: ${message.message}`))
      })
    })
    this.#send({ type: 'print', order, facts })
    return Promise.race([printed, this.#ended])
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #send(message: ToPrinter): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- because this is a thread, not a window
    this.#worker.postMessage(message)
  }
}
