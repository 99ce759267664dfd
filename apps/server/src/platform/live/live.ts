import { type LiveEvent, liveEvent } from '@xiayi/contract/system'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import type { Tx } from '../db/db.ts'
import type { Log } from '../log/log.ts'

/**
 * News for open pages. PostgreSQL's NOTIFY carries it between processes, so a job in one process reaches a page served by
 * another; a notification sent in a transaction leaves only when that commits. When the listening connection breaks it is
 * opened again; pages reload what they show on reconnect, so a missed notice costs freshness, not truth.
 */
const CHANNEL = 'xiayi_live'
const RECONNECT_MS = 1000
// NOTIFY takes 8,000 bytes; a job's result stays out of it.
const MAX_BYTES = 7900

const liveNotice = z.object({ county: z.string(), event: liveEvent })

export interface LiveNotice {
  readonly county: string
  readonly event: LiveEvent
}

export interface Live {
  publish(notice: LiveNotice): Promise<void>
  subscribe(listener: (notice: LiveNotice) => void): () => void
  start(): Promise<void>
  stop(): Promise<void>
}

/** Goes out when the transaction commits; of one that is rolled back nobody hears. */
export async function publishOnCommit(tx: Tx, notice: LiveNotice): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${textOf(notice)})`.execute(tx)
}

function textOf(notice: LiveNotice): string {
  const text = JSON.stringify(notice)
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new RangeError(`a live notice of ${Buffer.byteLength(text)} bytes does not fit`)
  return text
}

export function openLive(options: { url: string; pool: pg.Pool; log: Log }): Live {
  const listeners = new Set<(notice: LiveNotice) => void>()
  let client: pg.Client | undefined
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: options.url, application_name: 'xiayi live' })
    next.on('error', () => reconnect(next))
    next.on('end', () => reconnect(next))
    next.on('notification', (message) => {
      const notice = liveNotice.safeParse(JSON.parse(message.payload ?? 'null'))
      // Of another version of the program: nothing a page of this one could show.
      if (notice.success) for (const listener of listeners) listener(notice.data)
    })
    client = next
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
  }

  function reconnect(from: pg.Client): void {
    if (isStopped || client !== from || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      connect().catch((error: unknown) => {
        options.log.warn({ err: error }, 'live: the listening connection could not be opened; trying again')
        if (client !== undefined) reconnect(client)
      })
    }, RECONNECT_MS)
  }

  return {
    async publish(notice) {
      await options.pool.query('select pg_notify($1, $2)', [CHANNEL, textOf(notice)])
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: connect,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
