import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { machines } from '../../app/machines.ts'
import { verifyInstallation } from '../../app/verify.ts'
import { readConfig } from '../../platform/config/config.ts'
import { migrateAll } from '../../platform/db/migrate.ts'
import { machinesDocument } from '../../platform/machine/machine-document.ts'
import { authorisationText, openApiText } from './openapi.ts'
import { staleSchemaFiles, writeSchemaFiles } from './schema.ts'
import { answer, withServices } from './session.ts'

const DOCS = join(import.meta.dirname, '../../../../../docs')
const AUTHORISATION_FILE = join(DOCS, 'authorisation.md')
const OPENAPI_FILE = join(DOCS, 'openapi.json')
const MACHINES_FILE = join(DOCS, 'machines.md')

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

  addGenerated(root, {
    command: 'openapi',
    description: 'compare docs/openapi.json with the routes',
    file: OPENAPI_FILE,
    make: openApiText,
  })
  addGenerated(root, {
    command: 'authorisation',
    description: 'compare docs/authorisation.md with the policies of the routes',
    file: AUTHORISATION_FILE,
    make: authorisationText,
  })
  addGenerated(root, {
    command: 'machines',
    description: 'compare docs/machines.md with the processes of the house',
    file: MACHINES_FILE,
    make: async () => machinesDocument([...machines.values()]),
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

/** A committed file that is made from the code: compared, or written with --write. */
function addGenerated(
  root: Command,
  generated: { command: string; description: string; file: string; make: () => Promise<string> },
): void {
  root
    .command(generated.command)
    .description(generated.description)
    .option('--write', 'write it instead')
    .action(async (options: { write?: boolean }, command: Command) => {
      const text = await generated.make()
      if (options.write === true) {
        await writeFile(generated.file, text)
        return
      }
      const isStale = (await readFile(generated.file, 'utf8').catch(() => '')) !== text
      answer(command, { stale: isStale }, () =>
        isStale ? `stale; run: npm run xiayi -- ${generated.command} --write` : 'up to date',
      )
      if (isStale) process.exitCode = 1
    })
}
