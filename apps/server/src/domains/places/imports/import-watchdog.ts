import { workerData } from 'node:worker_threads'
import { type ChildMessage, memoryDetail, timeDetail } from './import-child-messages.ts'
import { say } from './import-child-say.ts'

/**
 * Runs beside the reading, in a thread of its own, because the reading may be one long synchronous loop. It ends the
 * process when it takes too much memory (buffers lie outside the heap that --max-old-space-size caps), runs too long, or
 * its parent is gone.
 */
export interface WatchdogLimits {
  readonly memoryMb: number
  readonly seconds: number
  readonly parent: number
}

const EVERY_MS = 50

function end(message: ChildMessage): void {
  say(message)
  process.kill(process.pid, 'SIGKILL')
}

const limits: WatchdogLimits = workerData
const started = performance.now()
setInterval(() => {
  if (process.ppid !== limits.parent) process.kill(process.pid, 'SIGKILL')
  if (process.memoryUsage.rss() > limits.memoryMb * 1024 * 1024)
    end({ say: 'problem', code: 'import-limits', detail: memoryDetail(limits.memoryMb), errors: [] })
  if (performance.now() - started > limits.seconds * 1000)
    end({ say: 'problem', code: 'import-limits', detail: timeDetail(limits.seconds), errors: [] })
}, EVERY_MS)
