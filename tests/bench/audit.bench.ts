import { cloneDatabase } from '@xiayi/testkit/database'
import { insertLinks, lastLink, queuedEntries } from '../../apps/server/src/platform/audit/audit.sql.ts'
import { appendAudit } from '../../apps/server/src/platform/audit/audit.ts'
import type { CountyDb, Tx } from '../../apps/server/src/platform/db/db.ts'
import { createCountySchema, migrateAll } from '../../apps/server/src/platform/db/migrate.ts'
import { openDatabases } from '../../apps/server/src/platform/db/pools.ts'
import { emit } from '../../apps/server/src/platform/events/outbox.ts'
import { lockKeys } from '../../apps/server/src/platform/vault/vault.sql.ts'
import { openServer } from '../setup/postgres.ts'
import { type Benchmark, median } from './benchmark.ts'

const WRITERS = 16
const EACH = 25
const TURNS = 7

const ENTRY = {
  actor: 'clerk',
  channel: 'page',
  action: 'trial.take',
  subject: { kind: 'trial', id: '1' },
  details: { seq: 2, from: 'asked', to: 'handling' },
} as const

/** Stands in for the links' marks: what counts here is who waits for whom. */
const MARK = Buffer.alloc(32)

/** The way that is not taken: the chain grows inside the deed's transaction, so each waits for the one before to commit. */
async function appendChained(tx: Tx): Promise<void> {
  // Any lock of the county will do.
  await lockKeys(tx)
  await appendAudit(tx, ENTRY)
  const [entry] = await queuedEntries(tx, 1)
  const seq = ((await lastLink(tx))?.seq ?? 0) + 1
  await insertLinks(tx, [{ seq, entryId: entry?.id ?? seq, contentMac: MARK, chainMac: MARK }])
}

/** Milliseconds until 16 writers have each committed 25 deeds: a row of their own and what `log` adds. */
async function deeds(county: CountyDb, log: (tx: Tx) => Promise<void>): Promise<number> {
  const start = performance.now()
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let at = 0; at < EACH; at++)
        await county.transact(async (tx) => {
          await log(tx)
          await emit(tx, 'trial.take', { at })
        })
    }),
  )
  return performance.now() - start
}

async function measureAppend() {
  const postgres = await openServer()
  const database = await cloneDatabase(postgres.url, 'template0')
  const databases = openDatabases({ url: database.url, poolPeople: WRITERS, poolJobs: 2, onError: () => undefined })
  try {
    await migrateAll(database.url)
    await createCountySchema(database.url, { code: 'bench', name: 'bench', isExample: false })
    const county = databases.county('bench', 'people')
    const times: Record<'plain' | 'queued' | 'chained', number[]> = { plain: [], queued: [], chained: [] }
    for (let turn = 0; turn <= TURNS; turn++) {
      const plain = await deeds(county, async () => undefined)
      const queued = await deeds(county, (tx) => appendAudit(tx, ENTRY))
      const chained = await deeds(county, appendChained)
      // The first turn opens connections.
      if (turn === 0) continue
      times.plain.push(plain)
      times.queued.push(queued)
      times.chained.push(chained)
    }
    return times
  } finally {
    await databases.close()
    await database.drop()
    await postgres.stop()
  }
}

export const auditBenchmarks: readonly Benchmark[] = [
  {
    name: 'audit-append',
    title: `${WRITERS} writers commit ${WRITERS * EACH} deeds, each with its entry in the audit log`,
    unit: 'ms',
    bar: { of: 'ratio', atMost: 0.7 },
    async measure() {
      const { plain, queued, chained } = await measureAppend()
      return {
        value: median(queued),
        peer: median(chained),
        peerName: 'chained inside the transaction',
        note: `median of ${TURNS}; the same deeds without an entry ${median(plain).toFixed(0)} ms`,
      }
    },
  },
]
