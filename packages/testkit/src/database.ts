import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * A database for each test file, as a copy of one that was migrated once. Works on any PostgreSQL server whose role may
 * create databases; knows nothing of what is inside.
 */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/**
 * Makes an empty database, lets `migrate` fill it and closes it for good: PostgreSQL copies only a database nobody is in.
 *
 * @param serverUrl any database of the server
 * @returns the template's name, for `cloneDatabase`
 */
export async function prepareTemplate(serverUrl: string, migrate: (url: string) => Promise<unknown>): Promise<string> {
  const name = `xiayi_template_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, async (client) => {
    await client.query(`create database ${name} template template0 encoding 'UTF8'`)
  })
  await migrate(urlOf(serverUrl, name))
  await onServer(serverUrl, async (client) => {
    await client.query(`alter database ${name} with is_template true allow_connections false`)
    // Whatever migrate left open would make every copy fail with "is being accessed by other users".
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  })
  return name
}

export async function dropTemplate(serverUrl: string, template: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`alter database ${template} with is_template false`)
    await client.query(`drop database ${template} with (force)`)
  })
}

export async function cloneDatabase(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `xiayi_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, async (client) => {
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    url: urlOf(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** Runs statements on one database, as somebody who has it does. */
export async function runOn(url: string, text: string): Promise<void> {
  await onServer(url, async (client) => {
    await client.query(text)
  })
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, application_name: 'xiayi testkit' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
