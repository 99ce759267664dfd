import type { Machine, Transition } from './machine.ts'

type Table = Pick<Machine, 'name' | 'initial' | 'states' | 'transitions'>

/**
 * What is wrong with a machine as a table: a state nobody reaches, a state nobody leaves, a wait without an owner or a clock, a
 * clock without a time. Empty when the machine is sound.
 */
export function machineFaults(machine: Table): string[] {
  const names = new Set(Object.keys(machine.states))
  const ways = Object.entries(machine.transitions)
  const unknown = ways.flatMap(([name, { from, to }]) =>
    [...from, to].filter((state) => !names.has(state)).map((state) => `${name}: there is no state ${state}`),
  )
  if (!names.has(machine.initial)) unknown.push(`there is no state ${machine.initial} to begin in`)
  if (unknown.length > 0) return unknown
  return [
    ...ways.flatMap(([name, way]) => faultsOfWay(name, way)),
    ...faultsOfStates(machine, ways),
    ...faultsOfNames(ways),
  ]
}

function faultsOfWay(name: string, way: Transition): string[] {
  const faults: string[] = []
  if (way.from.length === 0) faults.push(`${name} starts nowhere`)
  const times = (way.after === undefined ? 0 : 1) + ('afterFor' in way ? 1 : 0)
  if (way.by === 'clock' && times !== 1)
    faults.push(`${name} is by the clock and has ${times === 0 ? 'no time' : 'two times'}`)
  if (way.by !== 'clock' && times > 0) faults.push(`${name} has a time and is not by the clock`)
  if (way.by !== 'clock' && way.by.length === 0) faults.push(`nobody may ${name}`)
  if (way.by === 'clock' && (way.needsReason === true || way.isOverride === true))
    faults.push(`${name}: a clock gives no reason`)
  if (way.by === 'clock' && way.from.includes(way.to)) faults.push(`${name} would ring for ever`)
  return faults
}

function faultsOfStates(machine: Table, ways: readonly [string, Transition][]): string[] {
  const reached = closure([machine.initial], (state) =>
    ways.filter(([, { from }]) => from.includes(state)).map(([, { to }]) => to),
  )
  const finals = Object.entries(machine.states).flatMap(([state, { isFinal }]) => (isFinal === true ? [state] : []))
  const ending = closure(finals, (state) => ways.filter(([, { to }]) => to === state).flatMap(([, { from }]) => from))
  return Object.entries(machine.states).flatMap(([state, { isFinal, stopsClocks }]) => {
    const out = ways.filter(([, { from }]) => from.includes(state))
    if (!reached.has(state)) return [`${state} is never reached`]
    if (isFinal === true)
      return out
        .filter(([, { isOverride }]) => isOverride !== true)
        .map(([name]) => `${state} is final and ${name} leaves it`)
    if (out.every(([, { to }]) => to === state)) return [`${state} is a dead end`]
    if (!ending.has(state)) return [`${state} never comes to an end`]
    // Overrides set right what went wrong; a process that needs one to go on is stuck.
    const owned = out.some(([, { by, isOverride }]) => isOverride !== true && by !== 'clock')
    const timed = stopsClocks !== true && out.some(([, { by }]) => by === 'clock')
    return owned || timed ? [] : [`${state} waits for nobody: it has neither an owner nor a running clock`]
  })
}

/** A transition is named in events, in the log and in addresses. */
function faultsOfNames(ways: readonly [string, Transition][]): string[] {
  return ways.filter(([name]) => !/^[a-z]+(-[a-z]+)*$/.test(name)).map(([name]) => `${name}: names are kebab-case`)
}

function closure(start: readonly string[], next: (state: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(start)
  const stack = [...seen]
  for (let state = stack.pop(); state !== undefined; state = stack.pop())
    for (const to of next(state)) {
      if (seen.has(to)) continue
      seen.add(to)
      stack.push(to)
    }
  return seen
}
