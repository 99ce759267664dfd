import type { CONFLICT_DECISIONS, CONFLICT_SUBJECTS, IMPORT_ROW_STATES } from '@xiayi/contract/places'

export type RowState = (typeof IMPORT_ROW_STATES)[number]
export type Decision = (typeof CONFLICT_DECISIONS)[number]

/** What an import does with one row. `id` is the stored thing that is written, a fresh one for `insert`. */
export interface Verdict {
  readonly state: RowState
  /** acknowledge: what is stored stays, and this word of the source is not asked about again */
  readonly action: 'insert' | 'update' | 'acknowledge' | 'none'
  readonly id: string
  readonly existing: { readonly id: string; readonly metres: number } | null
  readonly column: string | null
  readonly message: string | null
  readonly remedy: string | null
  /** differs from the record's own when a copy is kept beside its namesake */
  readonly sourceId: string
}

/** A conflict with what was changed here, raised by what the file lacks or draws. `id` is the place or the network edit. */
export interface StandingConflict {
  readonly row: number
  readonly about: Exclude<(typeof CONFLICT_SUBJECTS)[number], 'row'>
  readonly id: string
  readonly name: string
  readonly message: string
  readonly remedy: string
}

/** What people decided: rows of the file by their number, what was changed here by its id. */
export interface Decisions {
  readonly byRow: ReadonlyMap<number, Decision>
  readonly byId: ReadonlyMap<string, Decision>
}

export const UNDECIDED: Decisions = { byRow: new Map(), byId: new Map() }

export interface ImportTally {
  rows: number
  accepted: number
  errors: number
  conflicts: number
  created: number
  updated: number
  unchanged: number
  removed: number
  /** what the desk changed and no record speaks of: for decision, outside the sum of rows */
  standing: number
}

export function newTally(): ImportTally {
  return {
    rows: 0,
    accepted: 0,
    errors: 0,
    conflicts: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    standing: 0,
  }
}

/** accepted + errors + conflicts = rows, always: every row passes here once. */
export function countVerdict(tally: ImportTally, state: RowState, action: Verdict['action']): void {
  tally.rows++
  if (state === 'error') tally.errors++
  else if (state === 'conflict') tally.conflicts++
  else tally.accepted++
  if (action === 'insert') tally.created++
  else if (action === 'update') tally.updated++
  else if (state === 'unchanged') tally.unchanged++
}
