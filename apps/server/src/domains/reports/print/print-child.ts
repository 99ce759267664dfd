import { GroundKeeper } from '../maps/ground.ts'
import type { FromPrinter, ToPrinter } from './print-messages.ts'
import { printReport } from './print-report.ts'

/**
 * Process that prints one report and ends with it. A process and not a thread, because the rasteriser is native code: when it
 * aborts, it takes along whatever process it is in.
 */
const ground = new GroundKeeper()

function post(message: FromPrinter): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) throw new Error('print-child.ts runs as a child process with a channel')
    process.send(message, () => resolve())
  })
}

// The server is gone, or wants no report any more.
process.on('disconnect', () => process.exit(0))

process.on('message', (message: ToPrinter) => {
  if (message.type === 'ground') {
    ground.add(message.page)
    return
  }
  void print(message).then(() => process.exit(0))
})

async function print({ order, facts }: Extract<ToPrinter, { type: 'print' }>): Promise<void> {
  try {
    const bytes = await printReport(order, facts, ground, (share) => void post({ type: 'progress', share }))
    await post({ type: 'done', bytes })
  } catch (error) {
    await post({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
