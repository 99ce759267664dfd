import type { CountyDb, Db, Tx } from '../db/db.ts'

/**
 * A process as a table: states, and the ways between them. `run-machine.ts` gives every machine compare-and-set on the
 * record's version, one transaction for guard, move, log, clocks, effects and event, clocks that survive a kill, and a history.
 * `machine-faults.ts` finds in the table alone what could never end.
 */
export interface Machine<State extends string = string, Subject = unknown> {
  /** kebab-case; names the machine in the log, in events (`<name>.<transition>`) and in documents */
  readonly name: string
  readonly label: string
  readonly initial: State
  readonly states: Readonly<Record<State, StateRow>>
  readonly transitions: Readonly<Record<string, Transition<State, Subject>>>
  readonly store: SubjectStore<State, Subject>
}

interface StateRow {
  readonly label: string
  readonly isFinal?: true
  /** clocks that run through this state stand still in it: we wait for somebody else */
  readonly stopsClocks?: true
}

export interface Transition<State extends string = string, Subject = unknown> {
  /** what people call it: a verb */
  readonly label: string
  readonly from: readonly State[]
  readonly to: State
  /** roles that may do it, or the clock */
  readonly by: readonly string[] | 'clock'
  /** of a clock: how long after entering `from`; it runs on while the record moves inside `from` */
  readonly after?: Span
  /** of a clock: the same where it depends on the record, as it stands when the clock starts */
  afterFor?(subject: Subject): Span
  /** a refusal in Chinese that says what is missing and what to do; undefined lets it pass */
  guard?(move: Move<Subject>): string | undefined
  /** in the same transaction, after the move */
  effect?(move: Move<Subject>): Promise<void>
  /** writes `<machine>.<transition>` to the outbox */
  readonly isNews?: true
  /** needs a reason; so does every override */
  readonly needsReason?: true
  /** an operator sets right what went wrong: a way of its own, so that it is audited like any other */
  readonly isOverride?: true
}

export type Span =
  | { readonly minutes: number }
  | { readonly hours: number }
  | { readonly days: number }
  /** ends with the n-th working day after the one it starts on */
  | { readonly workingDays: number }

export interface Actor {
  /** who acts; `system` for clocks and imports */
  readonly id: string
  readonly roles: readonly string[]
  /** for whom, where that is somebody else, and what lets them */
  readonly principal?: string
  readonly mandateId?: string
  readonly channel: 'page' | 'app' | 'hotline' | 'counter' | 'api' | 'system'
}

export interface Move<Subject> {
  readonly tx: Tx
  readonly county: CountyDb
  readonly id: string
  readonly subject: Subject
  readonly actor: Actor
  readonly now: Date
  readonly reason: string | undefined
  readonly facts: Readonly<Record<string, unknown>>
}

export interface Standing<State extends string> {
  readonly id: string
  readonly state: State
  readonly version: number
}

/** How the engine reaches the records; the statements are the domain's own. */
export interface SubjectStore<State extends string, Subject> {
  /** `select … for update` */
  lock(tx: Tx, id: string): Promise<(Standing<State> & { readonly subject: Subject }) | undefined>
  /** `update … set state, version = version + 1 where id and version`: false when nobody was there any more */
  move(tx: Tx, id: string, change: { readonly version: number; readonly to: State }): Promise<boolean>
  /** every record, for `xiayi verify` */
  all(db: Db): Promise<readonly Standing<State>[]>
}

/** Keeps the literal types of a table. */
export function defineMachine<State extends string, Subject>(
  machine: Machine<State, Subject>,
): Machine<State, Subject> {
  return machine
}
