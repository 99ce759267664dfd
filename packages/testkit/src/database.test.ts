import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { testDatabase } from './test-database.ts'

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two test files never see each other: each database is a copy of its own', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  await rows(one.url, 'create table only_in_one (id int)')
  expect(await rows(one.url, "select to_regclass('only_in_one') is not null as found")).toEqual([{ found: true }])
  expect(await rows(two.url, "select to_regclass('only_in_one') is not null as found")).toEqual([{ found: false }])
  await Promise.all([one.drop(), two.drop()])
})

test('a copy starts with the migrated tables', async () => {
  const copy = await testDatabase()
  expect(await rows(copy.url, 'select count(*)::int > 0 as migrated from public.schema_migration')).toEqual([
    { migrated: true },
  ])
  await copy.drop()
})

test('a dropped database is gone, even with a client still in it', async () => {
  const copy = await testDatabase()
  const client = new pg.Client(copy.url)
  client.on('error', () => {})
  await client.connect()
  await copy.drop()
  const name = new URL(copy.url).pathname.slice(1)
  expect(await rows(inject('serverUrl'), `select 1 from pg_database where datname = '${name}'`)).toEqual([])
  await client.end().catch(() => {})
})

test('Chinese characters are letters to the trigram search', async () => {
  const copy = await testDatabase()
  await rows(copy.url, 'create extension if not exists pg_trgm')
  const [row] = await rows(copy.url, "select array_length(show_trgm('夏邑县'), 1) as trigrams")
  expect(row).toEqual({ trigrams: 4 })
  await copy.drop()
})
