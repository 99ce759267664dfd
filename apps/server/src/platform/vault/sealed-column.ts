import type { Purpose } from './purposes.ts'

/** A column of sealed values, as its domain registers it, so that a change of keys reaches it. */
export interface SealedColumn {
  readonly table: string
  /** primary key: one column */
  readonly key: string
  readonly column: string
  readonly purpose: Purpose
  /** whose id the values are bound to */
  readonly subject: string
}
