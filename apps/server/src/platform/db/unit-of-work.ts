import { AsyncLocalStorage } from 'node:async_hooks'
import type { ControlledTransaction, Kysely } from 'kysely'
import { brandTx, type Tx } from './db.ts'
import type { Tables } from './tables.ts'

/**
 * Everything that one request writes, as one transaction with its reply: every `transact` of the request becomes a step
 * (a savepoint) of it, reads see the steps before them, and whoever holds the unit ends it. Only a request with an
 * Idempotency-Key has one; without, each `transact` is a transaction of its own.
 */
export class UnitOfWork {
  readonly #onOpen: (tx: Tx, schema: string) => Promise<void>
  readonly #contents: string[] = []
  #open: { readonly schema: string; readonly transaction: ControlledTransaction<Tables> } | undefined
  #isEnded = false
  #lastStep: Promise<unknown> = Promise.resolve()

  /** @param onOpen runs first in the transaction; what it throws is what the caller of `transact` hears, and nothing was done */
  constructor(onOpen: (tx: Tx, schema: string) => Promise<void>) {
    this.#onOpen = onOpen
  }

  /** What the request brought beside its body, such as the hash of an uploaded file. */
  get contents(): readonly string[] {
    return this.#contents
  }

  note(content: string): void {
    this.#contents.push(content)
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** The open transaction on one county's tables, for reads. */
  openOn(schema: string): Tx | undefined {
    return !this.#isEnded && this.#open?.schema === schema ? brandTx(this.#open.transaction) : undefined
  }

  /** One step; steps asked for at the same time run one after the other. A step that throws is undone alone. */
  step<T>(schema: string, kysely: Kysely<Tables>, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (steps.getStore() === this) throw new TypeError('a transaction inside a transaction: hand the Tx on instead')
    const done = this.#lastStep.then(async () => {
      const transaction = await this.#transactionOn(schema, kysely)
      const step = await transaction.savepoint('step').execute()
      try {
        const value = await steps.run(this, () => work(brandTx(step)))
        await step.releaseSavepoint('step').execute()
        return value
      } catch (error) {
        await step.rollbackToSavepoint('step').execute()
        throw error
      }
    })
    this.#lastStep = done.catch(() => undefined)
    return done
  }

  /** Writes a last thing and commits; false when nothing was ever written, so that there is nothing to commit. */
  async commit(last: (tx: Tx) => Promise<void>): Promise<boolean> {
    await this.#lastStep
    this.#isEnded = true
    if (this.#open === undefined) return false
    const { transaction } = this.#open
    try {
      await last(brandTx(transaction))
      await transaction.commit().execute()
      return true
    } catch (error) {
      await undo(transaction)
      throw error
    }
  }

  async rollBack(): Promise<void> {
    await this.#lastStep
    if (this.#isEnded) return
    this.#isEnded = true
    if (this.#open !== undefined) await undo(this.#open.transaction)
  }

  async #transactionOn(schema: string, kysely: Kysely<Tables>): Promise<ControlledTransaction<Tables>> {
    if (this.#isEnded) throw new TypeError('the request that this belongs to has been answered')
    if (this.#open !== undefined) {
      if (this.#open.schema !== schema) throw new TypeError('one request writes in one county')
      return this.#open.transaction
    }
    const transaction = await kysely.startTransaction().execute()
    try {
      await this.#onOpen(brandTx(transaction), schema)
    } catch (error) {
      await undo(transaction)
      throw error
    }
    this.#open = { schema, transaction }
    return transaction
  }
}

/** A connection that broke cannot be rolled back, and the server has done so already. */
async function undo(transaction: ControlledTransaction<Tables>): Promise<void> {
  if (transaction.isCommitted || transaction.isRolledBack) return
  await transaction
    .rollback()
    .execute()
    .catch(() => undefined)
}

const steps = new AsyncLocalStorage<UnitOfWork>()
const units = new AsyncLocalStorage<UnitOfWork>()

/** Everything that `work` calls, at once or later, belongs to the unit until it ends. */
export function within(unit: UnitOfWork, work: () => void): void {
  units.run(unit, work)
}

/** The unit that the running request belongs to, if it has one that has not ended. */
export function currentUnit(): UnitOfWork | undefined {
  const unit = units.getStore()
  return unit === undefined || unit.isEnded ? undefined : unit
}
