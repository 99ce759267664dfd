import { Command, CommanderError } from 'commander'
import { ConfigError } from '../platform/config/config.ts'
import { MigrationError } from '../platform/db/migrate.ts'
import { problemFromError } from '../platform/problem/from-error.ts'
import { PROBLEMS } from '../platform/problem/problem.ts'
import { addAuditCommands } from './cli/audit.ts'
import { addCountyCommands } from './cli/county.ts'
import { addDatabaseCommands } from './cli/database.ts'
import { addEngineCommands } from './cli/engine.ts'
import { addEvaluateCommands } from './cli/evaluate.ts'
import { addIdentityCommands } from './cli/identity.ts'
import { addImportCommands } from './cli/import.ts'
import { addReportCommand } from './cli/report.ts'
import { addVaultCommands } from './cli/vault.ts'

/** Exit codes, after sysexits(3): 0 done, 1 refused or found wanting, 64 wrong usage, 70 a fault of ours, 75 try again, 78 configuration. */
const EXIT = { done: 0, refused: 1, usage: 64, fault: 70, later: 75, configuration: 78 } as const

function program(): Command {
  const root = new Command('xiayi')
    .description('夏邑生活 on the command line: import, evaluate, report, look after the installation')
    .option('--json', 'print one JSON document instead of words')
    .showHelpAfterError('(see xiayi --help)')
    .exitOverride()
  addImportCommands(root)
  addEvaluateCommands(root)
  addReportCommand(root)
  addCountyCommands(root)
  addIdentityCommands(root)
  addDatabaseCommands(root)
  addAuditCommands(root)
  addVaultCommands(root)
  addEngineCommands(root)
  return root
}

function explain(error: unknown): { code: number; text: string } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done : EXIT.usage, text: '' }
  if (error instanceof ConfigError) return { code: EXIT.configuration, text: error.message }
  if (error instanceof MigrationError) return { code: EXIT.refused, text: error.message }
  const problem = problemFromError(error)
  if (problem === undefined)
    return { code: EXIT.fault, text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  const details = problem.errors.map(
    (each) => `  ${each.where}：${each.message}${each.remedy === undefined ? '' : ` ${each.remedy}`}`,
  )
  return {
    code: problem.retryAfterSeconds === undefined ? EXIT.refused : EXIT.later,
    text: [`${PROBLEMS[problem.code].title}：${problem.message}`, ...details].join('\n'),
  }
}

try {
  await program().parseAsync(process.argv)
} catch (error) {
  const { code, text } = explain(error)
  if (text !== '') process.stderr.write(`${text}\n`)
  process.exitCode = code
}
