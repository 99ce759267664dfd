/**
 * `npm test`: every check and every test, then one line that sums them up.
 *
 *   --only check,unit,http,browser   parts of it
 *   any other word                   only test files whose path holds it, without the checks, on the embedded database alone
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDebianPostgres, whyNoDebianPostgres } from './lib/debian-postgres.mjs'
import { startEmbeddedPostgres, THROWAWAY } from './lib/embedded-postgres.mjs'
import { Failure } from './lib/failure.mjs'
import { DATABASE_GUARDS, printVerdict, runGuards } from './lib/guards.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'
import { runVitest } from './lib/vitest.mjs'
import { ensureWebBuilt } from './lib/web-build.mjs'

/** @typedef {import('./lib/vitest.mjs').Tally} Tally */

const PARTS = ['check', 'unit', 'http', 'browser']
const progress = createProgress()
const { parts, filters } = readArguments(process.argv.slice(2))

await runTool(
  async (stop) => {
    await ensureInstalled({ progress, signal: stop.soft })
    const tallies = await testOnEmbedded(stop)
    // A part of the tests is somebody at work on them; the second database belongs to a whole run.
    if (parts.includes('http') && filters.length === 0) tallies.push(await testOnDebian(stop.soft))
    return sumUp(tallies)
  },
  { stoppedCode: 130 },
)

/**
 * @param {{ soft: AbortSignal, hard: AbortSignal }} stop
 * @returns {Promise<Tally[]>}
 */
async function testOnEmbedded(stop) {
  const signal = stop.soft
  const folder = mkdtempSync(join(tmpdir(), 'xiayi-test-'))
  // As root PostgreSQL runs as another user, who has to walk through.
  chmodSync(folder, 0o711)
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: THROWAWAY, signal })
  const env = { ...process.env, TEST_DATABASE_URL: database.url }
  /** @type {Tally[]} */
  const tallies = []
  try {
    if (parts.includes('check')) tallies.push(await check({ ...process.env, DATABASE_URL: database.url }, signal))
    const projects = ['unit', 'http'].filter((name) => parts.includes(name))
    if (projects.length > 0) tallies.push(await runVitest({ projects, filters, env, signal }))
    if (parts.includes('browser')) {
      await ensureWebBuilt({ progress, signal })
      tallies.push(await runVitest({ projects: ['browser'], filters, env, signal }))
    }
    return tallies
  } finally {
    await database.stop(stop.hard)
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The same HTTP tests on another PostgreSQL, so that nothing leans on the embedded version.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Tally>}
 */
async function testOnDebian(signal) {
  const why = whyNoDebianPostgres()
  if (why !== undefined)
    return { passed: 0, failed: [], skipped: [`the HTTP tests on Debian's PostgreSQL 15: ${why}`], unsteady: [] }
  const database = await startDebianPostgres(signal)
  try {
    const env = { ...process.env, TEST_DATABASE_URL: database.url }
    return await runVitest({ projects: ['http'], filters, env, label: 'PostgreSQL 15: ', signal })
  } finally {
    await database.stop()
  }
}

/**
 * Each guard counts as one test.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<Tally>}
 */
async function check(env, signal) {
  const verdicts = [
    ...(await runGuards({ signal, onVerdict: printVerdict })),
    ...(await runGuards({ guards: DATABASE_GUARDS, env, signal, onVerdict: printVerdict })),
  ]
  return {
    passed: verdicts.filter(({ ok }) => ok).length,
    failed: verdicts.filter(({ ok }) => !ok).map(({ name }) => `check: ${name}`),
    skipped: [],
    unsteady: [],
  }
}

/** @param {readonly Tally[]} tallies */
function sumUp(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.flatMap((tally) => tally.failed)
  const skipped = tallies.flatMap((tally) => tally.skipped)
  for (const name of tallies.flatMap((tally) => tally.unsteady)) process.stdout.write(`unsteady ${name}\n`)
  for (const name of skipped) process.stdout.write(`skipped  ${name}\n`)
  for (const name of failed) process.stdout.write(`failed   ${name}\n`)
  process.stdout.write(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped\n`)
  return failed.length === 0 ? 0 : 1
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const at = args.indexOf('--only')
  const asked = at < 0 ? undefined : (args[at + 1] ?? '').split(',')
  const wrong = asked?.filter((part) => !PARTS.includes(part)) ?? []
  const words = args.filter((arg, index) => at < 0 || (index !== at && index !== at + 1))
  const unknown = words.filter((word) => word.startsWith('-'))
  if (wrong.length > 0 || unknown.length > 0) {
    process.stderr.write(
      `${new Failure(`npm test takes --only ${PARTS.join('|')} and parts of file names; not ${[...wrong, ...unknown].join(' ')}`).message}\n`,
    )
    process.exit(64)
  }
  return { parts: asked ?? (words.length > 0 ? ['unit', 'http', 'browser'] : PARTS), filters: words }
}
