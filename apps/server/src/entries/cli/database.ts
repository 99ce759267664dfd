import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { verifyInstallation } from '../../app/verify.ts'
import { readConfig } from '../../platform/config/config.ts'
import { migrateAll } from '../../platform/db/migrate.ts'
import { openApiText } from './openapi.ts'
import { staleSchemaFiles, writeSchemaFiles } from './schema.ts'
import { answer, withServices } from './session.ts'

const OPENAPI_FILE = join(import.meta.dirname, '../../../../../docs/openapi.json')

export function addDatabaseCommands(root: Command): void {
  const database = root.command('db').description('the database')
  database
    .command('migrate')
    .description('bring the installation and every county to the newest schema')
    .action(async (_options: unknown, command: Command) => {
      const applied = await migrateAll(readConfig(process.env).databaseUrl)
      answer(command, { applied }, () => (applied.length === 0 ? 'nothing to do' : applied.join('\n')))
    })
  database
    .command('schema')
    .description('compare db/schema.txt and the generated types with what the migrations make')
    .option('--write', 'write them instead')
    .action(async (options: { write?: boolean }, command: Command) => {
      const { databaseUrl } = readConfig(process.env)
      if (options.write === true) {
        await writeSchemaFiles(databaseUrl)
        return
      }
      const stale = await staleSchemaFiles(databaseUrl)
      answer(command, { stale }, () =>
        stale.length === 0 ? 'up to date' : `stale: ${stale.join(', ')}; run: npm run xiayi -- db schema --write`,
      )
      if (stale.length > 0) process.exitCode = 1
    })

  root
    .command('openapi')
    .description('compare docs/openapi.json with the routes')
    .option('--write', 'write it instead')
    .action(async (options: { write?: boolean }, command: Command) => {
      const text = await openApiText()
      if (options.write === true) {
        await writeFile(OPENAPI_FILE, text)
        return
      }
      const isStale = (await readFile(OPENAPI_FILE, 'utf8').catch(() => '')) !== text
      answer(command, { stale: isStale }, () =>
        isStale ? 'stale; run: npm run xiayi -- openapi --write' : 'up to date',
      )
      if (isStale) process.exitCode = 1
    })

  root
    .command('verify')
    .description('prove the books: files, events, imports, jobs, evaluations; exit code 1 when something is wrong')
    .action(async (_options: unknown, command: Command) => {
      await withServices(async (services) => {
        const findings = await verifyInstallation(services)
        const faults = findings.filter((finding) => finding.faults.length > 0)
        answer(command, { ok: faults.length === 0, findings }, () =>
          findings
            .map(
              (finding) =>
                `${finding.faults.length === 0 ? '正常' : '有误'}\t${finding.county}\t${finding.check}\t${finding.examined} 项${finding.faults.map((fault) => `\n\t${fault}`).join('')}`,
            )
            .join('\n'),
        )
        if (faults.length > 0) process.exitCode = 1
      })
    })
}
