import { appendAudit } from '../audit/audit.ts'
import type { WorkCalendar } from '../calendar/working-days.rules.ts'
import type { CountyDb, Tx } from '../db/db.ts'
import { emit } from '../events/outbox.ts'
import { Problem } from '../problem/problem.ts'
import { type ClockRow, clocksOf, dropClock, insertStep, putClock } from './machine.sql.ts'
import type { Actor, Machine, Move, Span, Standing, Transition } from './machine.ts'
import { type Amount, amountOf, dueAt, leftOf } from './spans.rules.ts'

/**
 * One move of one record. Everything happens in the caller's transaction: lock, guard, compare-and-set, log, clocks, effects,
 * event. Whoever comes second finds the record elsewhere and is refused; nothing of a refused move remains.
 */
export interface MoveRequest {
  readonly id: string
  readonly transition: string
  readonly actor: Actor
  readonly now: Date
  /** the version the actor looked at: another one is refused with 412 */
  readonly ifVersion?: number | undefined
  readonly reason?: string | undefined
  /** kept with the step: what was decided, in a few values */
  readonly facts?: Readonly<Record<string, unknown>> | undefined
}

export interface Ground {
  readonly county: CountyDb
  readonly calendar: WorkCalendar
}

/** Writes the first step of a record that the caller has just inserted in `machine.initial` with version 1. */
export async function begin<State extends string, Subject>(
  ground: Ground,
  tx: Tx,
  machine: Machine<State, Subject>,
  record: { id: string; subject: Subject; actor: Actor; now: Date; facts?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { id, actor, now, facts = {} } = record
  await logStep(
    tx,
    { machine: machine.name, id },
    {
      seq: 1,
      transition: 'begin',
      fromState: null,
      toState: machine.initial,
      actor,
      reason: undefined,
      facts,
      at: now,
    },
  )
  await turnClocks(ground, tx, machine, { id, from: undefined, to: machine.initial, subject: record.subject, now })
}

/**
 * @throws Problem not-found, forbidden, version-conflict (412), conflict (409: not possible from where the record stands, or a
 * guard refuses), invalid-input (a reason is missing)
 */
export async function move<State extends string, Subject>(
  ground: Ground,
  tx: Tx,
  machine: Machine<State, Subject>,
  request: MoveRequest,
): Promise<Standing<State>> {
  const way = wayOf(machine, request.transition)
  if (way.by !== 'clock' && !way.by.some((role) => request.actor.roles.includes(role)))
    throw new Problem('forbidden', `您的身份不能${way.label}。请由有权限的人员办理。`)
  if (way.by === 'clock' && !request.actor.roles.includes(CLOCK_ROLE))
    throw new Problem('forbidden', `“${way.label}”到时间自动办理，不能手工操作。`)
  const wantsReason = way.needsReason === true || way.isOverride === true
  if (wantsReason && (request.reason ?? '').trim() === '')
    throw new Problem('invalid-input', `${way.label}要写明理由。`, {
      errors: [{ where: 'body/reason', message: '没有填写', remedy: '写一两句为什么' }],
    })
  const record = await machine.store.lock(tx, request.id)
  if (record === undefined) throw new Problem('not-found', `没有编号为“${request.id}”的${machine.label}。`)
  const stands = machine.states[record.state].label
  if (request.ifVersion !== undefined && request.ifVersion !== record.version)
    throw new Problem(
      'version-conflict',
      `这件${machine.label}已被别人处理过，现在是“${stands}”。请刷新后再看要不要${way.label}。`,
    )
  if (!way.from.includes(record.state))
    throw new Problem('conflict', `这件${machine.label}现在是“${stands}”，不能${way.label}。请刷新后查看最新进展。`)
  return step(ground, tx, machine, { way, record, request })
}

async function step<State extends string, Subject>(
  ground: Ground,
  tx: Tx,
  machine: Machine<State, Subject>,
  given: {
    way: Transition<State, Subject>
    record: Standing<State> & { readonly subject: Subject }
    request: MoveRequest
  },
): Promise<Standing<State>> {
  const { way, record, request } = given
  const { id, actor, now, reason, facts = {} } = request
  const made: Move<Subject> = { tx, county: ground.county, id, subject: record.subject, actor, now, reason, facts }
  const refusal = way.guard?.(made)
  if (refusal !== undefined) throw new Problem('conflict', refusal)
  const version = record.version + 1
  if (!(await machine.store.move(tx, id, { version: record.version, to: way.to })))
    throw new Problem('conflict', `这件${machine.label}刚被别人处理过。请刷新后查看最新进展。`)
  await logStep(
    tx,
    { machine: machine.name, id },
    {
      seq: version,
      transition: request.transition,
      fromState: record.state,
      toState: way.to,
      actor,
      reason,
      facts,
      at: now,
    },
  )
  await turnClocks(ground, tx, machine, { id, from: record.state, to: way.to, subject: record.subject, now })
  await way.effect?.(made)
  if (way.isNews === true)
    await emit(tx, `${machine.name}.${request.transition}`, { id, from: record.state, to: way.to, version })
  return { id, state: way.to, version }
}

/** Into the record's own history, and into the log that nobody can rewrite. */
async function logStep(
  tx: Tx,
  about: { machine: string; id: string },
  made: Parameters<typeof insertStep>[2],
): Promise<void> {
  await insertStep(tx, about, made)
  const { actor, seq, fromState, toState } = made
  await appendAudit(tx, {
    actor: actor.id,
    principal: actor.principal,
    mandateId: actor.mandateId,
    channel: actor.channel,
    action: `${about.machine}.${made.transition}`,
    subject: { kind: about.machine, id: about.id },
    details: { seq, from: fromState, to: toState },
  })
}

/** The role that rings clocks; nobody who signs in has it. */
export const CLOCK_ROLE = 'clock'

function wayOf<State extends string, Subject>(
  machine: Machine<State, Subject>,
  transition: string,
): Transition<State, Subject> {
  const way = Object.hasOwn(machine.transitions, transition) ? machine.transitions[transition] : undefined
  if (way !== undefined) return way
  throw new Problem('not-found', `${machine.label}没有“${transition}”这个操作。`)
}

/** A clock starts when the record enters its states, runs on inside them, stands in states that stop it, and is gone outside. */
async function turnClocks<State extends string, Subject>(
  { calendar }: Ground,
  tx: Tx,
  machine: Machine<State, Subject>,
  change: { id: string; from: State | undefined; to: State; subject: Subject; now: Date },
): Promise<void> {
  const { id, from, to, now } = change
  if (from === to) return
  const running = new Map((await clocksOf(tx, machine.name, id)).map((clock) => [clock.transition, clock]))
  const stands = machine.states[to].stopsClocks === true
  for (const [transition, way] of Object.entries<Transition<State, Subject>>(machine.transitions)) {
    if (way.by !== 'clock') continue
    const clock = running.get(transition)
    const key = { machine: machine.name, id, transition }
    if (!way.from.includes(to)) {
      if (clock !== undefined) await dropClock(tx, key)
    } else if (clock === undefined) {
      const amount = amountOf(spanOf(transition, way, change.subject))
      await putClock(tx, { ...key, ...set(amount, now, stands, calendar) })
    } else if (stands !== (clock.dueAt === null)) {
      const amount = stands ? leftOf(clock.amount, clock.countedFrom, now, calendar) : clock.amount
      await putClock(tx, { ...key, ...set(amount, now, stands, calendar) })
    }
  }
}

function spanOf<Subject>(name: string, way: Transition<string, Subject>, subject: Subject): Span {
  const span = way.after ?? way.afterFor?.(subject)
  if (span === undefined) throw new Error(`the clock of ${name} has no time`)
  return span
}

function set(
  amount: Amount,
  countedFrom: Date,
  stands: boolean,
  calendar: WorkCalendar,
): Pick<ClockRow, 'amount' | 'countedFrom' | 'dueAt'> {
  return { amount, countedFrom, dueAt: stands ? null : dueAt(amount, countedFrom, calendar) }
}
