import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nationalCalendar } from '../../apps/server/src/platform/calendar/working-days.rules.ts'
import type { CountyDb, Tx } from '../../apps/server/src/platform/db/db.ts'
import { createHttp } from '../../apps/server/src/platform/http/server.ts'
import { stepsOf } from '../../apps/server/src/platform/machine/machine.sql.ts'
import type { Actor } from '../../apps/server/src/platform/machine/machine.ts'
import { checkMachine } from '../../apps/server/src/platform/machine/machine-check.ts'
import {
  insertTrial,
  ringsOfTrials,
  trialById,
  trialMachine,
} from '../../apps/server/src/platform/machine/machine-for-tests.ts'
import { begin, move } from '../../apps/server/src/platform/machine/run-machine.ts'
import type { Benchmark } from './benchmark.ts'
import { TRIAL_COUNTY, withMachines } from './machine-house.ts'

const CLIENTS = 64
const RECORDS = 25
const CLOCKS = 1000
const KILLS = 20
const clerk: Actor = { id: 'clerk', roles: ['clerk'], channel: 'counter' }
const resident: Actor = { id: 'resident', roles: ['resident'], channel: 'app' }
const HOUR_MS = 3_600_000

async function newTrial(county: CountyDb, tx: Tx, now: Date): Promise<string> {
  const id = await insertTrial(tx)
  const ground = { county, calendar: nationalCalendar() }
  await begin(ground, tx, trialMachine, { id, subject: { note: '' }, actor: resident, now })
  return id
}

/** 64 people press the same button of one record over HTTP, again and again on another record. */
function race(): Promise<{ wrong: number; note: string }> {
  return withMachines(async ({ services, county }) => {
    const http = await createHttp({
      ...services,
      isReady: () => true,
      routes: async (app) => {
        app.post<{ Params: { id: string } }>('/api/trials/:id/take', (request) =>
          county.transact((tx) =>
            move({ county, calendar: nationalCalendar() }, tx, trialMachine, {
              id: request.params.id,
              transition: 'take',
              actor: clerk,
              now: new Date(),
            }),
          ),
        )
      },
    })
    await http.app.listen({ host: '127.0.0.1', port: 0 })
    const address = http.app.listeningOrigin
    const taking = async (id: string, client: number) => {
      const headers = { 'idempotency-key': `${id}-${client}` }
      return (await fetch(`${address}/api/trials/${id}/take`, { method: 'POST', headers })).status
    }
    let wrong = 0
    const times: number[] = []
    for (let i = 0; i < RECORDS; i++) {
      const id = await county.transact((tx) => newTrial(county, tx, new Date()))
      const start = performance.now()
      const replies = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => taking(id, client)))
      times.push(performance.now() - start)
      const won = replies.filter((status) => status === 200).length
      const refused = replies.filter((status) => status === 409).length
      const { state, version } = await trialById(county, id)
      const steps = await stepsOf(county.db, trialMachine.name, id)
      if (won !== 1 || refused !== CLIENTS - 1 || state !== 'handling' || version !== 2 || steps.length !== 2) wrong++
    }
    await http.close()
    const slowest = Math.max(...times).toFixed(0)
    return {
      wrong,
      note: `${RECORDS} records, ${CLIENTS} clients each: one 200, ${CLIENTS - 1} times 409, log and state agree; the slowest race took ${slowest} ms`,
    }
  })
}

/** One process rings a thousand clocks and is killed in the middle of it, again and again. */
function killed(): Promise<{ wrong: number; note: string }> {
  return withMachines(async ({ databaseUrl, county }) => {
    const asked = new Date(Date.now() - 2 * HOUR_MS)
    await county.transact(async (tx) => {
      for (let i = 0; i < CLOCKS; i++) await newTrial(county, tx, asked)
    })
    const left = async () => (await county.db.selectFrom('machine_clock').select('subject_id').execute()).length
    let kills = 0
    let rounds = 0
    while ((await left()) > 0) {
      if (++rounds > 200) throw new Error('the clocks do not come to an end')
      const child = spawn(process.execPath, [join(import.meta.dirname, 'clocks-child.ts'), databaseUrl, TRIAL_COUNTY], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const closed = new Promise((resolve) => child.on('close', resolve))
      // From its first lock on, not before: starting takes longer than ringing.
      const isLast = kills >= KILLS
      const before = await left()
      while (child.exitCode === null && (await left()) === before)
        await new Promise((resolve) => setTimeout(resolve, 2))
      if (isLast) while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      else await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
      child.kill('SIGKILL')
      await closed
      kills++
    }
    const wrong = (await ringsOfTrials(county)).filter((rings) => rings !== 1).length
    const { faults } = await checkMachine(county, trialMachine, new Date())
    return { wrong: wrong + faults.length, note: `${CLOCKS} clocks, killed ${kills} times with SIGKILL while ringing` }
  })
}

export const machineBenchmarks: readonly Benchmark[] = [
  {
    name: 'transition-race',
    title: '64 clients move one record at once, over HTTP: races that did not end with one winner and 63 refusals',
    unit: 'races',
    bar: { of: 'value', atMost: 0 },
    async measure() {
      const { wrong, note } = await race()
      return { value: wrong, note }
    },
  },
  {
    name: 'clocks',
    title: '1,000 due clocks under random kills: effects lost or doubled',
    unit: 'effects',
    bar: { of: 'value', atMost: 0 },
    async measure() {
      const { wrong, note } = await killed()
      return { value: wrong, note }
    },
  },
]
