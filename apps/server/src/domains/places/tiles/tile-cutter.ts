import { Worker } from 'node:worker_threads'
import type { TileAddress } from './tile-layers.rules.ts'
import type { EncodedTile, FromTileWorker, TilePage, ToTileWorker } from './tile-rows.ts'

type Early = (set: string, address: TileAddress, tile: EncodedTile) => void

interface Waiting<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

/** The worker no longer has the set: it was dropped, or went down with the thread. */
export class SetGone extends Error {
  readonly set: string

  constructor(set: string, cause: unknown) {
    super(`tiles of ${set} are gone`, { cause })
    this.set = set
  }
}

/** The worker thread: started when first needed, started anew when it broke; everything that waits always settles. */
export class TileCutter {
  readonly #onEarly: Early
  #worker: Worker | undefined
  #requests = 0
  readonly #tiles = new Map<number, Waiting<EncodedTile> & { readonly set: string }>()
  /** sets the present thread has been given */
  readonly #given = new Set<string>()
  readonly #sets = new Map<string, Waiting<void>>()
  /** sets that have some of their pages */
  readonly #begun = new Set<string>()

  constructor(onEarly: Early) {
    this.#onEarly = onEarly
  }

  /** @throws SetGone when the thread that has the pages before this one is gone */
  add(set: string, page: TilePage): void {
    if (this.#begun.has(set) && !this.#given.has(set)) throw new SetGone(set, undefined)
    this.#begun.add(set)
    this.#given.add(set)
    this.#send({ type: 'add', set, page })
  }

  /** Rejects with SetGone when a thread took pages of it away. */
  ready(set: string): Promise<void> {
    if (!this.#given.has(set)) return Promise.reject(new SetGone(set, undefined))
    return new Promise((resolve, reject) => {
      this.#sets.set(set, { resolve, reject })
      this.#send({ type: 'ready', set })
    })
  }

  drop(set: string): void {
    this.#begun.delete(set)
    if (this.#given.delete(set)) this.#send({ type: 'drop', set })
  }

  tile(set: string, address: TileAddress): Promise<EncodedTile> {
    if (!this.#given.has(set)) return Promise.reject(new SetGone(set, undefined))
    return new Promise((resolve, reject) => {
      const request = ++this.#requests
      this.#tiles.set(request, { set, resolve, reject })
      this.#send({ type: 'tile', request, set, ...address })
    })
  }

  isLost(set: string): boolean {
    return !this.#given.has(set)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
    this.#failAll(new Error('the server is closing'))
  }

  #send(message: ToTileWorker): void {
    this.#worker ??= this.#start()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(message)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./tile-worker.ts', import.meta.url))
    worker.unref()
    worker.on('message', (message: FromTileWorker) => this.#receive(message))
    worker.on('error', (error: Error) => this.#lost(worker, error))
    worker.on('exit', () => this.#lost(worker, new Error('the tile worker stopped')))
    return worker
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#failAll(error)
  }

  #receive(message: FromTileWorker): void {
    switch (message.type) {
      case 'ready':
        this.#sets.get(message.set)?.resolve()
        this.#sets.delete(message.set)
        return
      case 'tile':
        this.#tiles.get(message.request)?.resolve(message.tile)
        this.#tiles.delete(message.request)
        return
      case 'early':
        this.#onEarly(message.set, message, message.tile)
        return
      case 'failed': {
        const error = new Error(`tiles of ${message.set}: ${message.message}`)
        if (message.request === null) {
          this.#sets.get(message.set)?.reject(error)
          this.#sets.delete(message.set)
        } else {
          this.#tiles.get(message.request)?.reject(error)
          this.#tiles.delete(message.request)
        }
      }
    }
  }

  #failAll(error: Error): void {
    const tiles = [...this.#tiles.values()]
    const sets = [...this.#sets.values()]
    this.#tiles.clear()
    this.#sets.clear()
    this.#given.clear()
    for (const each of tiles) each.reject(new SetGone(each.set, error))
    for (const each of sets) each.reject(error)
  }
}
