import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import { nationalCalendar } from '../calendar/working-days.rules.ts'
import { ringDueClocks } from './clocks.ts'
import type { Actor, Machine } from './machine.ts'
import { checkMachine } from './machine-check.ts'
import { createTrialTable, insertTrial, trialById, trialMachine } from './machine-for-tests.ts'
import { begin, type Ground, move } from './run-machine.ts'

/**
 * Random walks through the engine on a real database, held against a model that shares no code with it: a state, and for each
 * clock the minutes it has left.
 */
let app: TestApp
let ground: Ground
const machines = new Map<string, Machine>([[trialMachine.name, trialMachine]])

beforeAll(async () => {
  app = await openTestApp()
  ground = { county: app.county, calendar: nationalCalendar() }
  await createTrialTable(app.county)
})
afterAll(() => app.close())

const WAYS: Readonly<Record<string, readonly [from: string, to: string, role: string]>> = {
  take: ['asked', 'handling', 'clerk'],
  'ask-more': ['handling', 'waiting', 'clerk'],
  supply: ['waiting', 'handling', 'resident'],
  report: ['handling', 'handling', 'clerk'],
  answer: ['handling', 'answered', 'clerk'],
  accept: ['answered', 'closed', 'resident'],
  redo: ['answered', 'handling', 'resident'],
  reopen: ['closed expired', 'handling', 'administrator'],
}
const OPEN = new Set(['asked', 'handling', 'waiting'])

class Model {
  state = 'asked'
  version = 1
  rings = 0
  expiry: number | undefined = 60
  silence: number | undefined

  enter(to: string): void {
    const wasOpen = OPEN.has(this.state)
    if (!OPEN.has(to)) this.expiry = undefined
    else if (!wasOpen) this.expiry = 60
    if (to !== 'answered') this.silence = undefined
    else if (this.state !== 'answered') this.silence = 30
    this.state = to
    this.version++
  }

  may(way: string, role: string): boolean {
    const [from = '', , by] = WAYS[way] ?? []
    return from.split(' ').includes(this.state) && by === role
  }

  pass(minutes: number): void {
    if (this.expiry !== undefined && this.state !== 'waiting') this.expiry -= minutes
    if (this.silence !== undefined) this.silence -= minutes
    if (this.expiry !== undefined && this.expiry <= 0 && this.state !== 'waiting') {
      this.rings++
      this.enter('expired')
    } else if (this.silence !== undefined && this.silence <= 0) {
      this.rings++
      this.enter('closed')
    }
  }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        way: fc.constantFrom(...Object.keys(WAYS)),
        role: fc.constantFrom('clerk', 'resident', 'administrator'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ minutes: fc.constantFrom(1, 7, 29, 30, 59, 61) }) },
  ),
  { minLength: 1, maxLength: 25 },
)

test('whatever people and time do, the record stands where the model says and the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      let now = new Date('2026-11-25T01:00:00Z')
      const model = new Model()
      const actor = (role: string): Actor => ({ id: role, roles: [role], channel: 'api' })
      const id = await app.county.transact(async (tx) => {
        const made = await insertTrial(tx)
        await begin(ground, tx, trialMachine, { id: made, subject: { note: '' }, actor: actor('resident'), now })
        return made
      })
      for (const step of walk) {
        if ('minutes' in step) {
          now = new Date(now.getTime() + step.minutes * 60_000)
          await ringDueClocks(ground, machines, { now, log: app.services.log })
          model.pass(step.minutes)
        } else {
          const asked = app.county.transact((tx) =>
            move(ground, tx, trialMachine, {
              id,
              transition: step.way,
              actor: actor(step.role),
              now,
              reason: '试一试',
            }),
          )
          const isDone = await asked.then(
            () => true,
            () => false,
          )
          expect(isDone, `${step.way} by ${step.role} from ${model.state}`).toBe(model.may(step.way, step.role))
          if (isDone) model.enter(WAYS[step.way]?.[1] ?? '')
        }
        expect(await trialById(app.county, id)).toEqual({
          state: model.state,
          version: model.version,
          rings: model.rings,
        })
      }
      const { faults } = await checkMachine(app.county, trialMachine, now)
      expect(faults.filter((fault) => fault.includes(id))).toEqual([])
    }),
    { numRuns: 60 },
  )
})
