import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Two handles on one county's tables. `Db` reads. A write needs a `Tx`, which only `transact` makes: a write with a plain
 * `Db` does not compile, so no use case can forget its transaction.
 */
declare const inTransaction: unique symbol

type Writing =
  | 'insertInto'
  | 'updateTable'
  | 'deleteFrom'
  | 'mergeInto'
  | 'replaceInto'
  | 'transaction'
  | 'startTransaction'
  | 'schema'
  | 'destroy'

export type Db = Omit<Kysely<Tables>, Writing>
export type Tx = Transaction<Tables> & { readonly [inTransaction]: true }

/** One county's handle on one lane. */
export interface CountyDb {
  readonly code: string
  /** PostgreSQL schema: `c` and the code */
  readonly schema: string
  readonly db: Db
  /**
   * The only maker of a Tx: commits when `work` returns, rolls back when it throws. Inside a unit of work it is a step of the
   * unit, and the unit commits.
   */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads what is committed, even inside a unit of work: what is remembered for everybody may come from nothing else. */
  readonly committed: Db
  /** Reads that all see what was committed at one moment. */
  snapshot<T>(work: (db: Db) => Promise<T>): Promise<T>
}

export function brandTx(transaction: Transaction<Tables>): Tx {
  return transaction as Tx
}
