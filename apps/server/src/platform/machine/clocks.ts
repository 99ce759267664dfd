import type { Log } from '../log/log.ts'
import { Problem } from '../problem/problem.ts'
import { allClocks, type ClockRow, clocksOf, delayClock, dueClocks, setClockDue } from './machine.sql.ts'
import type { Actor, Machine } from './machine.ts'
import { CLOCK_ROLE, type Ground, move } from './run-machine.ts'
import { dueAt } from './spans.rules.ts'

/**
 * Clocks are rows, so a killed process loses none. Ringing is one transaction: lock the record (as every move does, so that no
 * two locks cross), look whether the clock is still due, move. Any number of processes may look at once: the second finds the
 * clock gone. A clock whose guard refuses, or whose effect fails, is tried again later and holds up no other.
 */
const BATCH = 100
const RETRY_MS = 60_000
const LONGEST_RETRY_MS = 6 * 3_600_000
const CLOCK: Actor = { id: 'system', roles: [CLOCK_ROLE], channel: 'system' }

/** @returns how many clocks rang */
export async function ringDueClocks(
  ground: Ground,
  machines: ReadonlyMap<string, Machine>,
  { now, log }: { now: Date; log: Log },
): Promise<number> {
  let rang = 0
  for (const clock of await dueClocks(ground.county.db, now, BATCH)) {
    const machine = machines.get(clock.machine)
    if (machine === undefined) {
      log.error({ machine: clock.machine }, 'machine: a clock of a machine that nobody knows')
      await putOff(ground, clock, now)
    } else if (await ring(ground, machine, clock, { now, log })) rang++
  }
  return rang
}

async function ring(
  ground: Ground,
  machine: Machine,
  clock: ClockRow,
  { now, log }: { now: Date; log: Log },
): Promise<boolean> {
  try {
    return await ground.county.transact(async (tx) => {
      await machine.store.lock(tx, clock.id)
      const current = (await clocksOf(tx, clock.machine, clock.id)).find((each) => each.transition === clock.transition)
      if (current?.dueAt === undefined || current.dueAt === null || current.dueAt > now) return false
      await move(ground, tx, machine, { id: clock.id, transition: clock.transition, actor: CLOCK, now })
      return true
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict')
      log.error(
        { err: error, machine: clock.machine, transition: clock.transition, subjectId: clock.id },
        'machine: a clock could not ring; it is tried again',
      )
    await putOff(ground, clock, now)
    return false
  }
}

async function putOff({ county }: Ground, clock: ClockRow, now: Date): Promise<void> {
  const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(clock.attempts, 20))
  await county.transact((tx) => delayClock(tx, clock, new Date(now.getTime() + wait)))
}

/** After a change of the calendar: clocks that count working days ring when the calendar of today says. What rang stays. */
export async function recountClocks({ county, calendar }: Ground, machine: Machine): Promise<number> {
  return county.transact(async (tx) => {
    let changed = 0
    for (const clock of await allClocks(tx, machine.name)) {
      if (clock.dueAt === null || !('workingDays' in clock.amount) || clock.attempts > 0) continue
      const due = dueAt(clock.amount, clock.countedFrom, calendar)
      if (due.getTime() === clock.dueAt.getTime()) continue
      await setClockDue(tx, clock, due)
      changed++
    }
    return changed
  })
}
