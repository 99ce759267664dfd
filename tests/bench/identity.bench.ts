import { localTexts, meReply } from '@xiayi/contract/identity'
import { type Benchmark, type Measurement, median } from './benchmark.ts'
import { withServer } from './example-server.ts'

const json = { 'content-type': 'application/json' }

async function signedIn(address: string): Promise<string> {
  const phone = '13811112222'
  await fetch(`${address}/api/identity/codes`, { method: 'POST', headers: json, body: JSON.stringify({ phone }) })
  const { items } = localTexts.parse(await (await fetch(`${address}/dev/texts`)).json())
  const body = JSON.stringify({ phone, code: items[0]?.code })
  const reply = await fetch(`${address}/api/identity/sessions`, { method: 'POST', headers: json, body })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`not signed in: ${reply.status}`)
  return cookie
}

const PAIRS = 3000
const WARM_UP = 300

/** The same route with a session and without, one after the other, so that both meet the same machine. */
async function sessionCheck(address: string): Promise<Measurement> {
  const cookie = await signedIn(address)
  async function time(headers: Record<string, string>, isSomebody: boolean): Promise<number> {
    const start = performance.now()
    const reply = await fetch(`${address}/api/identity/me`, { headers })
    const text = await reply.text()
    const took = performance.now() - start
    if ((meReply.parse(JSON.parse(text)).me !== null) !== isSomebody) throw new Error('the wrong person answered')
    return took
  }
  const withSession: number[] = []
  const without: number[] = []
  for (let i = 0; i < PAIRS + WARM_UP; i++) {
    const [a, b] = [await time({ cookie }, true), await time({}, false)]
    if (i < WARM_UP) continue
    withSession.push(a)
    without.push(b)
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    value: median(withSession) - median(without),
    note: `medians ${median(withSession).toFixed(3)} and ${median(without).toFixed(3)} ms of ${PAIRS} pairs; the means, with the question to the database once in 0.9 s, ${mean(withSession).toFixed(3)} and ${mean(without).toFixed(3)} ms`,
  }
}

export const identityBenchmarks: readonly Benchmark[] = [
  {
    name: 'session-check',
    title: 'who asks: what a session adds to a hot route',
    unit: 'ms',
    bar: { of: 'value', atMost: 0.3 },
    measure: () => withServer(sessionCheck, { NODE_ENV: 'development', RATE_PER_MINUTE: '1000000' }),
  },
]
