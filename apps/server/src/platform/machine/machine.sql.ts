import { z } from 'zod'
import type { Db, Tx } from '../db/db.ts'
import type { Actor } from './machine.ts'
import type { Amount } from './spans.rules.ts'

export interface StepRow {
  readonly seq: number
  readonly transition: string
  readonly fromState: string | null
  readonly toState: string
  readonly actor: string
  readonly principal: string | null
  readonly channel: string
  readonly reason: string | null
  readonly facts: unknown
  readonly at: Date
}

export async function insertStep(
  tx: Tx,
  about: { machine: string; id: string },
  step: {
    seq: number
    transition: string
    fromState: string | null
    toState: string
    actor: Actor
    reason: string | undefined
    facts: Readonly<Record<string, unknown>>
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('machine_step')
    .values({
      machine: about.machine,
      subject_id: about.id,
      seq: step.seq,
      transition: step.transition,
      from_state: step.fromState,
      to_state: step.toState,
      actor: step.actor.id,
      principal: step.actor.principal ?? null,
      mandate_id: step.actor.mandateId ?? null,
      channel: step.actor.channel,
      reason: step.reason ?? null,
      facts: JSON.stringify(step.facts),
      at: step.at,
    })
    .execute()
}

export async function stepsOf(db: Db, machine: string, id: string): Promise<readonly StepRow[]> {
  const rows = await db
    .selectFrom('machine_step')
    .selectAll()
    .where('machine', '=', machine)
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    transition: row.transition,
    fromState: row.from_state,
    toState: row.to_state,
    actor: row.actor,
    principal: row.principal,
    channel: row.channel,
    reason: row.reason,
    facts: row.facts,
    at: row.at,
  }))
}

export interface LoggedStep {
  readonly id: string
  readonly seq: number
  readonly transition: string
  readonly fromState: string | null
  readonly toState: string
}

/** Every step of a machine, record by record in order: for `xiayi verify`. */
export async function allSteps(db: Db, machine: string): Promise<readonly LoggedStep[]> {
  const rows = await db
    .selectFrom('machine_step')
    .select(['subject_id', 'seq', 'transition', 'from_state', 'to_state'])
    .where('machine', '=', machine)
    .orderBy('subject_id')
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    id: row.subject_id,
    seq: row.seq,
    transition: row.transition,
    fromState: row.from_state,
    toState: row.to_state,
  }))
}

export interface ClockRow {
  readonly machine: string
  readonly id: string
  readonly transition: string
  readonly amount: Amount
  readonly countedFrom: Date
  readonly dueAt: Date | null
  readonly attempts: number
}

const amount = z.union([z.object({ ms: z.number() }), z.object({ workingDays: z.number() })])

function clockOf(row: {
  machine: string
  subject_id: string
  transition: string
  amount: unknown
  counted_from: Date
  due_at: Date | null
  attempts: number
}): ClockRow {
  return {
    machine: row.machine,
    id: row.subject_id,
    transition: row.transition,
    amount: amount.parse(row.amount),
    countedFrom: row.counted_from,
    dueAt: row.due_at,
    attempts: row.attempts,
  }
}

export async function clocksOf(db: Db, machine: string, id: string): Promise<readonly ClockRow[]> {
  const rows = await db
    .selectFrom('machine_clock')
    .selectAll()
    .where('machine', '=', machine)
    .where('subject_id', '=', id)
    .orderBy('transition')
    .execute()
  return rows.map(clockOf)
}

export async function allClocks(db: Db, machine: string): Promise<readonly ClockRow[]> {
  const rows = await db.selectFrom('machine_clock').selectAll().where('machine', '=', machine).execute()
  return rows.map(clockOf)
}

/** Earliest first. Read without a lock: whoever lets one ring locks its record first, as every move does. */
export async function dueClocks(db: Db, now: Date, limit: number): Promise<readonly ClockRow[]> {
  const rows = await db
    .selectFrom('machine_clock')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map(clockOf)
}

export async function putClock(tx: Tx, clock: Omit<ClockRow, 'attempts'>): Promise<void> {
  const values = {
    amount: JSON.stringify(clock.amount),
    counted_from: clock.countedFrom,
    due_at: clock.dueAt,
    attempts: 0,
  }
  await tx
    .insertInto('machine_clock')
    .values({ machine: clock.machine, subject_id: clock.id, transition: clock.transition, ...values })
    .onConflict((conflict) => conflict.columns(['machine', 'subject_id', 'transition']).doUpdateSet(values))
    .execute()
}

export async function dropClock(tx: Tx, clock: { machine: string; id: string; transition: string }): Promise<void> {
  await tx
    .deleteFrom('machine_clock')
    .where('machine', '=', clock.machine)
    .where('subject_id', '=', clock.id)
    .where('transition', '=', clock.transition)
    .execute()
}

/** Only while it is still due: a clock that rang or stopped meanwhile is left alone. */
export async function delayClock(tx: Tx, clock: ClockRow, until: Date): Promise<void> {
  await tx
    .updateTable('machine_clock')
    .set({ due_at: until, attempts: clock.attempts + 1 })
    .where('machine', '=', clock.machine)
    .where('subject_id', '=', clock.id)
    .where('transition', '=', clock.transition)
    .where('due_at', '=', clock.dueAt)
    .execute()
}

export async function setClockDue(tx: Tx, clock: ClockRow, dueAt: Date): Promise<void> {
  await tx
    .updateTable('machine_clock')
    .set({ due_at: dueAt })
    .where('machine', '=', clock.machine)
    .where('subject_id', '=', clock.id)
    .where('transition', '=', clock.transition)
    .where('due_at', 'is not', null)
    .execute()
}
