import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { CountyDb } from '../db/db.ts'
import { type Consumer, overdueEvents } from '../events/outbox.ts'
import { type Files, recordedFiles } from '../files/files.ts'
import type { Finding } from './finding.ts'

const EVENT_SECONDS = 300
const ORPHAN_MS = 24 * 3600 * 1000

async function hashOf(files: Files, county: string, sha256: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    await pipeline(files.stream(county, sha256), hash)
  } catch {
    return undefined
  }
  return hash.digest('hex')
}

/** Every row has its bytes; bytes without a row are younger than a day. */
export async function checkFiles(county: CountyDb, files: Files): Promise<Finding> {
  const faults: string[] = []
  const rows = await recordedFiles(county)
  for (const row of rows) {
    const found = await hashOf(files, county.code, row.sha256)
    if (found === undefined) faults.push(`file ${row.sha256} has a row and no bytes`)
    else if (found !== row.sha256) faults.push(`file ${row.sha256} holds other bytes (${found})`)
  }
  const known = new Set(rows.map((row) => row.sha256))
  for (const { sha256, modifiedAt } of await files.list(county.code))
    if (!known.has(sha256) && Date.now() - modifiedAt.getTime() > ORPHAN_MS)
      faults.push(`file ${sha256} has bytes and no row since ${modifiedAt.toISOString()}`)
  return { county: county.code, check: 'files', examined: rows.length, faults }
}

export async function checkEvents(county: CountyDb, consumers: readonly Consumer[]): Promise<Finding> {
  const { count } = await county.db
    .selectFrom('outbox')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  const overdue = await overdueEvents(county, consumers, EVENT_SECONDS)
  return {
    county: county.code,
    check: 'events',
    examined: count,
    faults: overdue === 0 ? [] : [`${overdue} deliveries are older than ${EVENT_SECONDS} s`],
  }
}

/** A finished job has an end, an unfinished one has none, and none works for longer than a delivery may last. */
export async function checkJobs(county: CountyDb): Promise<Finding> {
  const rows = await county.db.selectFrom('job').select(['id', 'kind', 'state', 'progress', 'started_at']).execute()
  const sixHours = 6 * 3600 * 1000
  const faults = rows
    .filter(
      (row) => row.state === 'running' && row.started_at !== null && Date.now() - row.started_at.getTime() > sixHours,
    )
    .map((row) => `job ${row.id} (${row.kind}) has been running for more than 6 h`)
  for (const row of rows)
    if (row.state === 'succeeded' && row.progress !== 1)
      faults.push(`job ${row.id} (${row.kind}) succeeded at ${row.progress}`)
  return { county: county.code, check: 'jobs', examined: rows.length, faults }
}
