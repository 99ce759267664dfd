import type { CountyDb, Db } from '../../../platform/db/db.ts'
import { currentRevision } from '../revision.sql.ts'

/**
 * Something that takes long to make from a county's tables, kept while the county's revision stays. Every call asks the
 * database for the revision (one indexed row; calls that wait at the same moment share one question), so whoever has
 * seen a change commit never gets an answer from before it. Of one county at most one build runs; of many counties the least
 * recently used is dropped.
 */
export interface RevisionCacheOptions<T> {
  readonly most: number
  readonly build: (county: CountyDb) => Promise<Revised<T>>
  readonly release?: (value: T) => void
}

/** What was built, and the revision it was built from. */
export interface Revised<T> {
  readonly revision: number
  readonly value: T
}

interface Slot<T> {
  kept: Revised<T> | undefined
  building: Promise<Revised<T>> | undefined
  asking: Promise<number> | undefined
  askingNext: Promise<number> | undefined
}

export class RevisionCache<T> {
  readonly #slots = new Map<string, Slot<T>>()
  readonly #options: RevisionCacheOptions<T>

  constructor(options: RevisionCacheOptions<T>) {
    this.#options = options
  }

  async get(county: CountyDb): Promise<T> {
    return (await this.getRevised(county)).value
  }

  async getRevised(county: CountyDb): Promise<Revised<T>> {
    const slot = this.#slotOf(county.code)
    const revision = await this.#revisionNow(slot, county)
    for (;;) {
      if (slot.kept !== undefined && slot.kept.revision >= revision) return slot.kept
      const built = await (slot.building ?? this.#build(slot, county))
      if (built.revision >= revision) return built
    }
  }

  /** What is kept, of whatever revision. */
  peek(county: CountyDb): T | undefined {
    return this.peekRevised(county)?.value
  }

  peekRevised(county: CountyDb): Revised<T> | undefined {
    return this.#slots.get(county.code)?.kept
  }

  /** Takes what somebody else made on the way, unless what is kept is as late. */
  offer(county: CountyDb, made: Revised<T>): void {
    const slot = this.#slotOf(county.code)
    if (slot.kept !== undefined && slot.kept.revision >= made.revision) return this.#options.release?.(made.value)
    if (slot.kept !== undefined) this.#options.release?.(slot.kept.value)
    slot.kept = made
  }

  /** What is kept turned out to be of no use: the next call builds. */
  forget(county: CountyDb): void {
    const slot = this.#slots.get(county.code)
    if (slot !== undefined) slot.kept = undefined
  }

  #slotOf(code: string): Slot<T> {
    const known = this.#slots.get(code)
    const slot = known ?? { kept: undefined, building: undefined, asking: undefined, askingNext: undefined }
    this.#slots.delete(code)
    this.#slots.set(code, slot)
    const oldest = this.#slots.keys().next()
    if (this.#slots.size > this.#options.most && oldest.done === false) this.#drop(oldest.value)
    return slot
  }

  #drop(code: string): void {
    const slot = this.#slots.get(code)
    this.#slots.delete(code)
    if (slot?.kept !== undefined) this.#options.release?.(slot.kept.value)
  }

  /** A question under way may have been answered before the caller's change: later callers share the next one. */
  #revisionNow(slot: Slot<T>, county: CountyDb): Promise<number> {
    if (slot.asking === undefined) {
      const asking = currentRevision(county.committed).finally(() => {
        if (slot.asking === asking) slot.asking = undefined
      })
      slot.asking = asking
      return asking
    }
    slot.askingNext ??= slot.asking
      .catch(() => undefined)
      .then(() => {
        slot.askingNext = undefined
        return this.#revisionNow(slot, county)
      })
    return slot.askingNext
  }

  #build(slot: Slot<T>, county: CountyDb): Promise<Revised<T>> {
    const building = this.#options.build(county).then(
      (built) => {
        slot.building = undefined
        const old = slot.kept
        const isLate = old !== undefined && old.revision > built.revision
        if (this.#slots.get(county.code) !== slot || isLate) this.#options.release?.(built.value)
        else {
          slot.kept = built
          if (old !== undefined) this.#options.release?.(old.value)
        }
        return built
      },
      (error: unknown) => {
        slot.building = undefined
        throw error
      },
    )
    slot.building = building
    return building
  }
}

/** Reads several tables as they were at one moment, with the revision of that moment. */
export function atOneRevision<T>(
  county: CountyDb,
  read: (db: Db, revision: number) => Promise<T>,
): Promise<Revised<T>> {
  return county.snapshot(async (db) => {
    const revision = await currentRevision(db)
    return { revision, value: await read(db, revision) }
  })
}

/** Lets other requests have their turn; long loops call it every few milliseconds of work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
