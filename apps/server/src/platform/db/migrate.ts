import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { schemaOf } from './pools.ts'

/**
 * Plain SQL, one sequence, `NNNN_<domain>_<what>.sql`; the first line says where it runs: `-- scope: installation` once in
 * `public`, `-- scope: county` in every county's schema. Each file is one transaction and is remembered with its hash: a
 * file that was changed after it ran stops the start. One advisory lock lets many processes start at once.
 */
const FOLDER = join(import.meta.dirname, '../../../../../db/migrations')
const MIGRATION_LOCK = 411_426

type Scope = 'installation' | 'county'
interface Migration {
  readonly name: string
  readonly scope: Scope
  readonly sql: string
  readonly sha256: string
}

export class MigrationError extends Error {}

async function readMigrations(folder: string = FOLDER): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      const scope = /^-- scope: (installation|county)\n/.exec(sql)?.[1]
      if (!/^\d{4}_[a-z]+_[a-z0-9_]+\.sql$/.test(name))
        throw new MigrationError(`${name}: a migration is named NNNN_<domain>_<what>.sql`)
      if (scope !== 'installation' && scope !== 'county')
        throw new MigrationError(`${name}: the first line says -- scope: installation or -- scope: county`)
      return { name, scope, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function apply(client: pg.Client, schema: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(
    `create table if not exists ${schema}.schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  )
  const done = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${schema}.schema_migration`,
  )
  const hashes = new Map(done.rows.map((row) => [row.name, row.sha256]))
  const applied: string[] = []
  for (const migration of migrations) {
    const known = hashes.get(migration.name)
    if (known === migration.sha256) continue
    if (known !== undefined)
      throw new MigrationError(
        `${migration.name} has changed since it ran in ${schema}. Put the file back as it was and write a new migration.`,
      )
    await client.query('begin')
    try {
      await client.query(`set local search_path = ${schema === 'public' ? 'public' : `${schema}, public`}`)
      await client.query(migration.sql)
      await client.query(`insert into ${schema}.schema_migration (name, sha256) values ($1, $2)`, [
        migration.name,
        migration.sha256,
      ])
      await client.query('commit')
      applied.push(`${schema}: ${migration.name}`)
    } catch (error) {
      await client.query('rollback')
      throw new MigrationError(
        `${migration.name} failed in ${schema}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }
  return applied
}

async function withLock<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'xiayi migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Brings the installation and every county to the newest state; returns what ran. */
export async function migrateAll(url: string, migrations?: readonly Migration[]): Promise<readonly string[]> {
  const all = migrations ?? (await readMigrations())
  return withLock(url, async (client) => {
    const applied = [
      ...(await apply(
        client,
        'public',
        all.filter((m) => m.scope === 'installation'),
      )),
    ]
    const counties = await client.query<{ code: string }>('select code from public.county order by code')
    for (const { code } of counties.rows) applied.push(...(await migrateCounty(client, code, all)))
    return applied
  })
}

async function migrateCounty(client: pg.Client, code: string, all: readonly Migration[]): Promise<readonly string[]> {
  await client.query(`create schema if not exists ${schemaOf(code)}`)
  return apply(
    client,
    schemaOf(code),
    all.filter((m) => m.scope === 'county'),
  )
}

export interface NewCountyRow {
  readonly code: string
  readonly name: string
  readonly isExample: boolean
}

/** Creates a county with its schema and tables; false when the code is taken. */
export async function createCountySchema(url: string, county: NewCountyRow): Promise<boolean> {
  const all = await readMigrations()
  return withLock(url, async (client) => {
    const known = await client.query('select 1 from public.county where code = $1', [county.code])
    if (known.rowCount !== 0) return false
    // Schema first: a kill in between leaves an empty schema that the next try fills, never a county without tables.
    await migrateCounty(client, county.code, all)
    await client.query('insert into public.county (code, name, is_example) values ($1, $2, $3)', [
      county.code,
      county.name,
      county.isExample,
    ])
    return true
  })
}
