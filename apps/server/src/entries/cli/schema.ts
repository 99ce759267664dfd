import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { introspect, schemaText, tableTypes } from '../../platform/db/introspect.ts'
import { createCountySchema, migrateAll } from '../../platform/db/migrate.ts'

const ROOT = join(import.meta.dirname, '../../../../..')
const SCHEMA_FILE = join(ROOT, 'db/schema.txt')
const TYPES_FILE = join(ROOT, 'apps/server/src/platform/db/tables.ts')

/** Migrates a database of its own, reads it back, and drops it: the text and the types that the repository commits. */
async function describeSchema(url: string): Promise<{ text: string; types: string }> {
  const name = `xiayi_schema_${randomBytes(6).toString('hex')}`
  const scratch = new URL(url)
  scratch.pathname = `/${name}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query(`create database ${name}`)
    await migrateAll(scratch.href)
    await createCountySchema(scratch.href, { code: 'example', name: 'example', isExample: true })
    const installation = await introspect(scratch.href, 'public')
    const county = await introspect(scratch.href, 'cexample')
    return { text: schemaText({ installation, county }), types: tableTypes(county) }
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

/** Names of committed files that no longer say what the migrations make. */
export async function staleSchemaFiles(url: string): Promise<readonly string[]> {
  const { text, types } = await describeSchema(url)
  const stale: string[] = []
  if ((await readFile(SCHEMA_FILE, 'utf8').catch(() => '')) !== text) stale.push('db/schema.txt')
  if ((await readFile(TYPES_FILE, 'utf8').catch(() => '')) !== types)
    stale.push('apps/server/src/platform/db/tables.ts')
  return stale
}

export async function writeSchemaFiles(url: string): Promise<void> {
  const { text, types } = await describeSchema(url)
  await writeFile(SCHEMA_FILE, text)
  await writeFile(TYPES_FILE, types)
}
