import { report, reportStarted } from '@xiayi/contract/reports'
import { job } from '@xiayi/contract/system'
import { type Benchmark, median } from './benchmark.ts'
import { withServer } from './example-server.ts'

const REPORTS = 3
const ASK_EVERY_MS = 20

interface Made {
  readonly seconds: number
  readonly bytes: number
  /** how long a reader of something small waited at worst while it was made */
  readonly worstWaitMs: number
}

async function json(address: string, path: string, init?: RequestInit): Promise<unknown> {
  const reply = await fetch(`${address}${path}`, init)
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

async function makeReport(address: string): Promise<Made> {
  const start = performance.now()
  const ordered = await json(address, '/api/reports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'county', format: 'pdf' }),
  })
  const { reportId, jobId } = reportStarted.parse(ordered)
  let worstWaitMs = 0
  for (;;) {
    const asked = performance.now()
    const { state, problem } = job.parse(await json(address, `/api/jobs/${jobId}`))
    worstWaitMs = Math.max(worstWaitMs, performance.now() - asked)
    if (state === 'failed' || state === 'cancelled') throw new Error(`the report was not made: ${problem?.detail}`)
    if (state === 'succeeded') break
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  const { bytes } = report.parse(await json(address, `/api/reports/${reportId}`))
  return { seconds: (performance.now() - start) / 1000, bytes: bytes ?? 0, worstWaitMs }
}

export const reportBenchmarks: readonly Benchmark[] = [
  {
    name: 'report',
    title: 'county report of the example county as PDF: order to finished file',
    unit: 's',
    bar: { of: 'value', atMost: 20 },
    measure: () =>
      withServer(async (address) => {
        const made: Made[] = []
        for (let i = 0; i < REPORTS; i++) made.push(await makeReport(address))
        const worst = Math.max(...made.map(({ worstWaitMs }) => worstWaitMs))
        return {
          value: median(made.map(({ seconds }) => seconds)),
          note: `median of ${REPORTS}, the first ${made[0]?.seconds.toFixed(1)} s; ${Math.round((made[0]?.bytes ?? 0) / 1024)} KB; another reader of the server waited ${worst.toFixed(0)} ms at worst`,
        }
      }),
  },
]
