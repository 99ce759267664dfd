/**
 * The guards: what must hold of the code before any test runs. Each is a command that is silent when all is well.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Stopped } from './failure.mjs'
import { node24 } from './node24.mjs'
import { nodeModules, root } from './paths.mjs'
import { run } from './processes.mjs'

const CLI = 'apps/server/src/entries/cli.ts'

/**
 * @typedef {{ name: string, args: readonly string[], fix?: readonly string[], needsDatabase?: boolean }} Guard
 *   `args` and `fix` are a script and its arguments; `fix` makes the committed file right again
 * @typedef {{ name: string, ok: boolean, output: string, seconds: number }} Verdict
 */

/** Slowest first: the last one to start decides how long all take. */
/** @type {readonly Guard[]} */
const GUARDS = [
  { name: 'types', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  {
    name: 'lint',
    args: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '-f', 'unix'],
    fix: [bin('oxlint/bin/oxlint'), '--type-aware', '--fix'],
  },
  { name: 'types of the web app', args: [bin('typescript/bin/tsc'), '-p', 'apps/web/tsconfig.json'] },
  { name: 'types of the browser tests', args: [bin('typescript/bin/tsc'), '-p', 'tests/browser/tsconfig.json'] },
  { name: 'unused code', args: [bin('knip/bin/knip.js'), '--no-progress', '--treat-config-hints-as-errors'] },
  { name: 'imports', args: ['tools/imports.mjs'] },
  { name: 'docs/openapi.json', args: [CLI, 'openapi'], fix: [CLI, 'openapi', '--write'] },
  { name: 'docs/authorisation.md', args: [CLI, 'authorisation'], fix: [CLI, 'authorisation', '--write'] },
  { name: 'docs/machines.md', args: [CLI, 'machines'], fix: [CLI, 'machines', '--write'] },
  {
    name: 'format',
    args: [bin('@biomejs/biome/bin/biome'), 'check', '.'],
    fix: [bin('@biomejs/biome/bin/biome'), 'check', '--write', '.'],
  },
  { name: 'third-party notices', args: ['tools/notices.mjs'], fix: ['tools/notices.mjs', '--fix'] },
  { name: 'shape', args: ['tools/shape.mjs'] },
  { name: 'lockfile', args: ['tools/lockfile.mjs'], fix: ['tools/lockfile.mjs', '--fix'] },
]

/** These need a database, so `npm test` asks and `npm run check` does not. */
/** @type {readonly Guard[]} */
export const DATABASE_GUARDS = [
  { name: 'db/schema.txt', args: [CLI, 'db', 'schema'], fix: [CLI, 'db', 'schema', '--write'] },
]

/** @param {string} path */
function bin(path) {
  return join(nodeModules, path)
}

/**
 * @param {{ guards?: readonly Guard[], only?: readonly string[], fix?: boolean, signal: AbortSignal, env?: NodeJS.ProcessEnv,
 *   onVerdict: (verdict: Verdict) => void }} options
 * @returns {Promise<Verdict[]>}
 */
export async function runGuards({ guards = GUARDS, only = [], fix = false, signal, env, onVerdict }) {
  const chosen = guards.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)))
  /** @type {Verdict[]} */
  const verdicts = []
  // One file repaired at a time: lint and format write the same files.
  if (fix)
    for (const { fix: args } of chosen)
      if (args !== undefined) await run(node24(), args, { cwd: root, signal, ...(env && { env }) })
  const queue = [...chosen]
  const worker = async () => {
    for (let guard = queue.shift(); guard !== undefined; guard = queue.shift()) {
      if (signal.aborted) throw new Stopped()
      const since = performance.now()
      const { code, output } = await run(node24(), guard.args, { cwd: root, signal, ...(env && { env }) })
      const verdict = {
        name: guard.name,
        ok: code === 0,
        output: output.trim(),
        seconds: (performance.now() - since) / 1000,
      }
      verdicts.push(verdict)
      onVerdict(verdict)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
  return verdicts
}

/** @param {Verdict} verdict */
export function printVerdict({ name, ok, output, seconds }) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s\n`)
  if (!ok) process.stdout.write(`${output.replace(/^/gm, '    ')}\n`)
}
