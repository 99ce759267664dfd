import { sql } from 'kysely'
import type { CountyDb, Tx } from '../db/db.ts'
import type { Log } from '../log/log.ts'
import { startRounds } from '../rounds/rounds.ts'

/**
 * News from one domain to those above it. `emit` writes the event in the transaction of the change, so an event of a
 * rolled-back change does not exist. Each consumer marks its delivery in the transaction of its own effect: delivered at
 * least once, in effect exactly once. Consumers see events in the order of their ids; one that fails is tried again at the
 * next turn and holds up only its own consumer.
 */
export interface DomainEvent {
  readonly id: number
  readonly topic: string
  readonly payload: unknown
}

export interface Consumer {
  readonly name: string
  readonly topics: readonly string[]
  handle(tx: Tx, event: DomainEvent, county: CountyDb): Promise<void>
}

const BATCH = 100

export async function emit(tx: Tx, topic: string, payload: unknown): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ topic, payload: JSON.stringify(payload) })
    .execute()
}

/** Of a row of the outbox. */
function isUndelivered({ name }: Consumer) {
  return sql<boolean>`not exists (select from outbox_delivery where event_id = outbox.id and consumer = ${name})`
}

async function undelivered(county: CountyDb, consumer: Consumer): Promise<readonly DomainEvent[]> {
  return county.db
    .selectFrom('outbox')
    .select(['id', 'topic', 'payload'])
    .where('topic', 'in', consumer.topics)
    .where(isUndelivered(consumer))
    .orderBy('id')
    .limit(BATCH)
    .execute()
}

/** Delivers what is due in one county; returns how many events took effect. */
async function deliverEvents(county: CountyDb, consumers: readonly Consumer[], log: Log): Promise<number> {
  let delivered = 0
  for (const consumer of consumers) {
    for (const event of await undelivered(county, consumer)) {
      try {
        delivered += await county.transact(async (tx) => {
          const marked = await tx
            .insertInto('outbox_delivery')
            .values({ consumer: consumer.name, event_id: event.id })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
          if (marked.numInsertedOrUpdatedRows === 0n) return 0
          await consumer.handle(tx, event, county)
          return 1
        })
      } catch (error) {
        log.error(
          { err: error, consumer: consumer.name, eventId: event.id },
          'events: a consumer failed; it is tried again',
        )
        break
      }
    }
  }
  return delivered
}

/** Events that waited longer than this are a fault that `xiayi verify` names. */
export async function overdueEvents(
  county: CountyDb,
  consumers: readonly Consumer[],
  olderThanSeconds: number,
): Promise<number> {
  let overdue = 0
  for (const consumer of consumers) {
    const row = await county.db
      .selectFrom('outbox')
      .select(sql<number>`count(*)`.as('count'))
      .where('topic', 'in', consumer.topics)
      .where(sql<boolean>`created_at < now() - make_interval(secs => ${olderThanSeconds})`)
      .where(isUndelivered(consumer))
      .executeTakeFirstOrThrow()
    overdue += row.count
  }
  return overdue
}

/** Delivers in every county, round after round, until stopped. */
export function startDelivering(options: {
  counties: () => Promise<readonly CountyDb[]>
  consumers: readonly Consumer[]
  everyMs: number
  log: Log
}): { stop(): Promise<void> } {
  return startRounds({ ...options, look: (county) => deliverEvents(county, options.consumers, options.log) })
}
