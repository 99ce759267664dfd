import { localTexts, meReply } from '@xiayi/contract/identity'
import { problem } from '@xiayi/contract/problems'
import { type Benchmark, type Measurement, median } from './benchmark.ts'
import { withServer } from './example-server.ts'

const REQUESTS = 50_000
const ADDRESSES = 2000
const PHONES = 500
const CLIENTS = 48
/** what the county pays for in an hour */
const BUDGET = 300
const MB = 1024 * 1024

const json = { 'content-type': 'application/json' }

async function residentMemory(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text()
  const found = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]
  if (found === undefined) throw new Error('/metrics does not tell the memory')
  return Number(found)
}

/** Every request from another of the addresses, at another of the numbers. */
async function ask(address: string, i: number): Promise<string> {
  const from = (i * 7919) % ADDRESSES
  const reply = await fetch(`${address}/api/identity/codes`, {
    method: 'POST',
    headers: { ...json, 'x-forwarded-for': `10.${from >> 8}.${from & 255}.9` },
    body: JSON.stringify({ phone: String(13_800_000_000 + (i % PHONES)) }),
  })
  const body: unknown = await reply.json()
  return reply.status === 202 ? '202' : `${reply.status} ${problem.parse(body).code}`
}

interface Storm {
  readonly texts: number
  readonly grownMb: number
  readonly note: string
}

async function storm(address: string): Promise<Storm> {
  const answers = new Map<string, number>()
  const memory: number[] = []
  let next = 0
  const start = performance.now()
  async function client(): Promise<void> {
    while (next < REQUESTS) {
      const i = next++
      if (i % 10_000 === 5000) memory.push(await residentMemory(address))
      const answer = await ask(address, i)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const seconds = (performance.now() - start) / 1000
  memory.push(await residentMemory(address))
  const odd = [...answers.keys()].filter((each) => !['202', '429 too-many-requests', '503 busy'].includes(each))
  if (odd.length > 0) throw new Error(`answered otherwise: ${odd.join(', ')}`)
  // The first reading is of a program that has warmed up under a tenth of the load.
  const grown = (Math.max(...memory.slice(1)) - (memory[0] ?? 0)) / MB
  const shares = [...answers].map(([answer, count]) => `${count} × ${answer}`).join(', ')
  return {
    texts: answers.get('202') ?? 0,
    grownMb: grown,
    note: `${REQUESTS} requests, ${ADDRESSES} addresses, ${PHONES} numbers in ${seconds.toFixed(0)} s; budget ${BUDGET}; ${shares}`,
  }
}

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

let stormed: Promise<Storm> | undefined

function underStorm(): Promise<Storm> {
  stormed ??= withServer(storm, {
    TRUST_PROXY: 'yes',
    RATE_PER_MINUTE: '1000000',
    SMS_PER_HOUR: String(BUDGET),
  })
  return stormed
}

export const identityBenchmarks: readonly Benchmark[] = [
  {
    name: 'code-storm',
    title: 'a storm of requests for codes: texts that leave',
    unit: 'texts',
    bar: { of: 'value', atMost: BUDGET },
    async measure() {
      const { texts, note } = await underStorm()
      return { value: texts, note }
    },
  },
  {
    name: 'code-storm-memory',
    title: 'the same: what the server’s memory grows by, from the first tenth on',
    unit: 'MB',
    bar: { of: 'value', atMost: 100 },
    async measure() {
      return { value: (await underStorm()).grownMb }
    },
  },
  {
    name: 'session-check',
    title: 'who asks: what a session adds to a hot route',
    unit: 'ms',
    bar: { of: 'value', atMost: 0.3 },
    measure: () => withServer(sessionCheck, { NODE_ENV: 'development', RATE_PER_MINUTE: '1000000' }),
  },
]
