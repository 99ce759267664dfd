import { circleList } from '@xiayi/contract/circles'
import { previewReply } from '@xiayi/contract/scenarios'
import { type Benchmark, median, p95 } from './benchmark.ts'
import { withServer } from './example-server.ts'

const ASKED = 60

interface WhatIfTimes {
  readonly engineMs: readonly number[]
  readonly httpMs: readonly number[]
}

let measured: Promise<WhatIfTimes> | undefined

/** A market dropped at a different spot of the town each time, so that no answer is remembered. */
async function askWhatIf(address: string): Promise<WhatIfTimes> {
  const { items } = circleList.parse(await (await fetch(`${address}/api/circles`)).json())
  const centers = items.filter((circle) => circle.isUrban).map((circle) => circle.center)
  const engineMs: number[] = []
  const httpMs: number[] = []
  for (let i = 0; i < ASKED + 5; i++) {
    const [lon = 0, lat = 0] = centers[i % centers.length] ?? []
    const change = { kind: 'add-place', categoryId: 'wet_market', lon: lon + (i % 7) * 2e-4, lat: lat + (i % 5) * 2e-4 }
    const start = performance.now()
    const reply = await fetch(`${address}/api/scenarios/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ changes: [change] }),
    })
    const text = await reply.text()
    const took = performance.now() - start
    // The first five warm up; a spot in the lake is refused and says nothing of speed.
    if (i < 5 || !reply.ok) continue
    httpMs.push(took)
    engineMs.push(previewReply.parse(JSON.parse(text)).engineMilliseconds)
  }
  return { engineMs, httpMs }
}

export const serverBenchmarks: readonly Benchmark[] = [
  {
    name: 'what-if-engine',
    title: 'one added facility, example county: the engine’s part',
    unit: 'ms',
    bar: { of: 'value', atMost: 1 },
    async measure() {
      measured ??= withServer(askWhatIf)
      const { engineMs } = await measured
      return { value: median(engineMs), note: `median of ${engineMs.length}; p95 ${p95(engineMs).toFixed(2)} ms` }
    },
  },
  {
    name: 'what-if-http',
    title: 'the same over HTTP: request to parsed answer',
    unit: 'ms',
    bar: { of: 'value', atMost: 50 },
    async measure() {
      measured ??= withServer(askWhatIf)
      const { httpMs } = await measured
      return { value: median(httpMs), note: `median of ${httpMs.length}; p95 ${p95(httpMs).toFixed(1)} ms` }
    },
  },
]
