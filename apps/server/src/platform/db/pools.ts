import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { brandTx, type CountyDb } from './db.ts'
import type { Tables } from './tables.ts'
import { currentUnit, type UnitOfWork } from './unit-of-work.ts'

/**
 * Bulkheads: people, jobs and health never wait for each other's connections. A county is a schema, chosen by
 * `search_path` when a connection opens, so each county has its own small pool per lane; idle connections close.
 * Time-outs are set by the server for each connection: without them one locked table made unrelated reads wait 8.6 s.
 */
export type Lane = 'people' | 'jobs' | 'health'

interface LaneSettings {
  readonly max: number
  readonly statementMs: number
  readonly lockMs: number
  readonly idleInTransactionMs: number
}

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082

pg.types.setTypeParser(INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond 2^53`)
  return value
})
pg.types.setTypeParser(NUMERIC, Number)
// A date has no time zone: it stays the text it is.
pg.types.setTypeParser(DATE, (text) => text)

export interface Databases {
  county(code: string, lane: Lane): CountyDb
  /** The installation's own tables in `public`: counties, migrations. */
  installation(lane: Lane): pg.Pool
  close(): Promise<void>
}

export function schemaOf(countyCode: string): string {
  if (!/^[a-z0-9_]{1,24}$/.test(countyCode)) throw new TypeError(`not a county code: ${countyCode}`)
  return `c${countyCode}`
}

/** Only people's requests have units; what jobs and health checks do stands alone. */
function unitOn(lane: Lane): UnitOfWork | undefined {
  return lane === 'people' ? currentUnit() : undefined
}

export function openDatabases(options: {
  url: string
  poolPeople: number
  poolJobs: number
  onError: (error: Error) => void
}): Databases {
  const lanes: Readonly<Record<Lane, LaneSettings>> = {
    people: { max: options.poolPeople, statementMs: 3000, lockMs: 1000, idleInTransactionMs: 10_000 },
    jobs: { max: options.poolJobs, statementMs: 600_000, lockMs: 10_000, idleInTransactionMs: 600_000 },
    health: { max: 1, statementMs: 1000, lockMs: 1000, idleInTransactionMs: 1000 },
  }
  const pools = new Map<string, pg.Pool>()
  const counties = new Map<string, CountyDb>()

  function poolOf(schema: string, lane: Lane): pg.Pool {
    const key = `${schema}/${lane}`
    const known = pools.get(key)
    if (known !== undefined) return known
    const settings = lanes[lane]
    const pool = new pg.Pool({
      connectionString: options.url,
      application_name: `xiayi ${lane}`,
      max: settings.max,
      connectionTimeoutMillis: 1000,
      idleTimeoutMillis: 30_000,
      options: [
        `-c search_path=${schema === 'public' ? 'public' : `${schema},public`}`,
        `-c statement_timeout=${settings.statementMs}`,
        `-c lock_timeout=${settings.lockMs}`,
        `-c idle_in_transaction_session_timeout=${settings.idleInTransactionMs}`,
        '-c timezone=Asia/Shanghai',
      ].join(' '),
    })
    // An idle connection that the server drops is replaced at the next use.
    pool.on('error', options.onError)
    // A connection that breaks while somebody holds it tells its pool nothing; unheard, the news would end the process. Whoever
    // holds it learns of it from the next statement.
    pool.on('connect', (client) => client.on('error', options.onError))
    pools.set(key, pool)
    return pool
  }

  return {
    installation: (lane) => poolOf('public', lane),
    county(code, lane) {
      const key = `${code}/${lane}`
      const known = counties.get(key)
      if (known !== undefined) return known
      const schema = schemaOf(code)
      const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOf(schema, lane) }) })
      const made: CountyDb = {
        code,
        schema,
        get db() {
          return unitOn(lane)?.openOn(schema) ?? kysely
        },
        transact(work) {
          const unit = unitOn(lane)
          if (unit !== undefined) return unit.step(schema, kysely, work)
          return kysely.transaction().execute((transaction) => work(brandTx(transaction)))
        },
        committed: kysely,
        snapshot: (work) =>
          kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      }
      counties.set(key, made)
      return made
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
    },
  }
}
