import { sql } from 'kysely'
import type { CountyDb, Tx } from '../db/db.ts'
import { defineMachine, type Machine } from './machine.ts'

/** A request that waits, is paused and expires: every feature of the engine, on a table of its own. */
export type TrialState = 'asked' | 'handling' | 'waiting' | 'answered' | 'closed' | 'expired'

export interface Trial {
  readonly note: string
}

interface Row {
  id: string
  state: string
  version: number
  note: string
}

export async function createTrialTable(county: CountyDb): Promise<void> {
  await county.transact(async (tx) => {
    await sql`create table machine_trial (id uuid primary key default gen_random_uuid(), state text not null,
      version integer not null, note text not null default '', rings integer not null default 0)`.execute(tx)
  })
}

export async function insertTrial(tx: Tx, note = ''): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into machine_trial (state, version, note) values ('asked', 1, ${note})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export async function trialById(
  county: CountyDb,
  id: string,
): Promise<{ state: string; version: number; rings: number }> {
  const found = await county.transact(async (tx) =>
    sql<{
      state: string
      version: number
      rings: number
    }>`select state, version, rings from machine_trial where id = ${id}`.execute(tx),
  )
  const [row] = found.rows
  if (row === undefined) throw new Error(`no trial ${id}`)
  return row
}

/** How often the clocks of each record rang. */
export async function ringsOfTrials(county: CountyDb): Promise<readonly number[]> {
  const { rows } = await county.transact((tx) => sql<{ rings: number }>`select rings from machine_trial`.execute(tx))
  return rows.map(({ rings }) => rings)
}

const STATES = {
  asked: { label: '已提交' },
  handling: { label: '办理中' },
  waiting: { label: '等补充', stopsClocks: true },
  answered: { label: '已答复' },
  closed: { label: '办结', isFinal: true },
  expired: { label: '超期', isFinal: true },
} as const

function stateOf(text: string): TrialState {
  for (const state of ['asked', 'handling', 'waiting', 'answered', 'closed', 'expired'] as const)
    if (state === text) return state
  throw new Error(`no state ${text}`)
}

const ring = async (tx: Tx, id: string) => {
  await sql`update machine_trial set rings = rings + 1 where id = ${id}`.execute(tx)
}

export const trialMachine: Machine<TrialState, Trial> = defineMachine({
  name: 'trial',
  label: '诉求',
  initial: 'asked',
  states: STATES,
  transitions: {
    take: {
      label: '受理',
      from: ['asked'],
      to: 'handling',
      by: ['clerk'],
      guard: ({ subject }) => (subject.note === 'refuse' ? '材料不全，先补齐再受理。' : undefined),
      isNews: true,
    },
    'ask-more': { label: '要求补充', from: ['handling'], to: 'waiting', by: ['clerk'] },
    supply: { label: '补充', from: ['waiting'], to: 'handling', by: ['resident'] },
    report: { label: '记录进展', from: ['handling'], to: 'handling', by: ['clerk'] },
    answer: { label: '答复', from: ['handling'], to: 'answered', by: ['clerk'] },
    accept: { label: '认可', from: ['answered'], to: 'closed', by: ['resident'] },
    redo: { label: '要求重办', from: ['answered'], to: 'handling', by: ['resident'], needsReason: true },
    expire: {
      label: '超期',
      from: ['asked', 'handling', 'waiting'],
      to: 'expired',
      by: 'clock',
      afterFor: ({ note }) => (note === 'days' ? { workingDays: 3 } : { minutes: 60 }),
      effect: async ({ tx, id, subject }) => {
        if (subject.note === 'broken') throw new Error('the effect fails')
        await ring(tx, id)
      },
    },
    'accept-silently': {
      label: '默认认可',
      from: ['answered'],
      to: 'closed',
      by: 'clock',
      after: { minutes: 30 },
      effect: ({ tx, id }) => ring(tx, id),
    },
    reopen: { label: '重新打开', from: ['closed', 'expired'], to: 'handling', by: ['administrator'], isOverride: true },
  },
  store: {
    async lock(tx, id) {
      const { rows } =
        await sql<Row>`select id, state, version, note from machine_trial where id = ${id} for update`.execute(tx)
      const [row] = rows
      return row && { id: row.id, state: stateOf(row.state), version: row.version, subject: { note: row.note } }
    },
    async move(tx, id, { version, to }) {
      const { numAffectedRows } =
        await sql`update machine_trial set state = ${to}, version = version + 1 where id = ${id} and version = ${version}`.execute(
          tx,
        )
      return numAffectedRows === 1n
    },
    async all(db) {
      const { rows } = await sql<Row>`select id, state, version from machine_trial`.execute(db)
      return rows.map((row) => ({ id: row.id, state: stateOf(row.state), version: row.version }))
    },
  },
})
