import type { CountyDb } from '../db/db.ts'
import type { Finding } from '../verify/finding.ts'
import { allClocks, allSteps, type LoggedStep } from './machine.sql.ts'
import type { Machine } from './machine.ts'

const OVERDUE_MS = 10 * 60_000

/**
 * The books of one machine: every history is gapless, takes only ways the machine has, ends where its record stands, and every
 * record has exactly the clocks of its state. `now` is when it is asked.
 */
export async function checkMachine(county: CountyDb, machine: Machine, now: Date): Promise<Finding> {
  const [records, steps, clocks] = await Promise.all([
    machine.store.all(county.db),
    allSteps(county.db, machine.name),
    allClocks(county.db, machine.name),
  ])
  const histories = Map.groupBy(steps, ({ id }) => id)
  const clocksById = Map.groupBy(clocks, ({ id }) => id)
  const faults = records.flatMap(({ id, state, version }) => {
    const history = histories.get(id) ?? []
    histories.delete(id)
    const running = new Set(clocksById.get(id)?.map(({ transition }) => transition))
    return [...faultsOfHistory(machine, history, { state, version }), ...faultsOfClocks(machine, state, running)].map(
      (fault) => `${machine.name} ${id}: ${fault}`,
    )
  })
  for (const id of histories.keys()) faults.push(`${machine.name} ${id}: has a history and no record`)
  for (const { id, transition, dueAt } of clocks)
    if (dueAt !== null && now.getTime() - dueAt.getTime() > OVERDUE_MS)
      faults.push(`${machine.name} ${id}: the clock of ${transition} was due at ${dueAt.toISOString()}`)
  return { county: county.code, check: `machine ${machine.name}`, examined: records.length, faults }
}

function faultsOfHistory(
  machine: Machine,
  history: readonly LoggedStep[],
  record: { state: string; version: number },
): string[] {
  const faults: string[] = []
  let stands: string | null = null
  history.forEach((step, at) => {
    if (step.seq !== at + 1) faults.push(`step ${at + 1} is missing`)
    if (step.fromState !== stands)
      faults.push(`step ${step.seq} starts in ${step.fromState}, the one before ended in ${stands}`)
    const way = machine.transitions[step.transition]
    const isLegal =
      at === 0
        ? step.transition === 'begin' && step.toState === machine.initial
        : way?.to === step.toState && way.from.includes(step.fromState ?? '')
    if (!isLegal) faults.push(`step ${step.seq} (${step.transition}) is no way of the machine`)
    stands = step.toState
  })
  if (stands !== record.state) faults.push(`stands in ${record.state}, its history ends in ${stands}`)
  if (history.length !== record.version) faults.push(`has version ${record.version} and ${history.length} steps`)
  return faults
}

function faultsOfClocks(machine: Machine, state: string, running: ReadonlySet<string>): string[] {
  return Object.entries(machine.transitions).flatMap(([name, { by, from }]) => {
    const should = by === 'clock' && from.includes(state)
    if (should === running.has(name)) return []
    return [should ? `the clock of ${name} does not run in ${state}` : `the clock of ${name} still runs in ${state}`]
  })
}
