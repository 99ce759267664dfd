import { parentPort } from 'node:worker_threads'
import { GroundKeeper } from '../maps/ground.ts'
import type { FromPrinter, ToPrinter } from './print-messages.ts'
import { printReport } from './print-report.ts'

/** Thread that prints one report, so that the thread that answers people never does; it ends with its report. */
const port = parentPort
if (port === null) throw new Error('print-worker.ts runs as a worker thread')
const post = (message: FromPrinter) => port.postMessage(message)
const ground = new GroundKeeper()

port.on('message', (message: ToPrinter) => {
  if (message.type === 'ground') {
    ground.add(message.page)
    return
  }
  printReport(message.order, message.facts, ground, (share) => post({ type: 'progress', share })).then(
    (bytes) => post({ type: 'done', bytes }),
    (error: unknown) =>
      post({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
