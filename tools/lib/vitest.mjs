import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Stopped } from './failure.mjs'
import { node24 } from './node24.mjs'
import { nodeModules, root } from './paths.mjs'
import { aborted, spawnTied } from './processes.mjs'

/**
 * @typedef {{ passed: number, failed: string[], skipped: string[], unsteady: string[] }} Tally names of what failed, was skipped,
 *   or passed only when tried again
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} FileResult
 */

/**
 * @param {{ projects: readonly string[], filters: readonly string[], env: NodeJS.ProcessEnv, label?: string, signal: AbortSignal }} options
 *   `label` goes before every name
 * @returns {Promise<Tally>}
 */
export async function runVitest({ projects, filters, env, label = '', signal }) {
  const folder = mkdtempSync(join(tmpdir(), 'xiayi-vitest-'))
  const report = join(folder, 'report.json')
  const flags = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const vitest = spawnTied(
      node24(),
      [
        join(nodeModules, 'vitest/vitest.mjs'),
        ...flags,
        ...projects.flatMap((name) => ['--project', name]),
        ...filters,
      ],
      { cwd: root, env },
    )
    void aborted(signal).then(() => vitest.stop(15_000))
    const code = await vitest.exited
    if (signal.aborted) throw new Stopped()
    return tallyOf(readReport(report), code, label)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {readonly FileResult[]} files
 * @param {number} code vitest's exit code
 * @param {string} label
 * @returns {Tally}
 */
export function tallyOf(files, code, label) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: [], skipped: [], unsteady: [] }
  for (const file of files) {
    const where = `${label}${relative(root, file.name)}`
    for (const { status, fullName, failureMessages = [] } of file.assertionResults) {
      const name = `${where}: ${fullName}`
      if (status === 'passed') tally.passed++
      else if (status === 'failed') tally.failed.push(withReason(name, failureMessages))
      else tally.skipped.push(name)
      if (status === 'passed' && failureMessages.length > 0) tally.unsteady.push(withReason(name, failureMessages))
    }
    // A file that could not even be loaded has no test that failed.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      tally.failed.push(where)
  }
  if (code !== 0 && tally.failed.length === 0) tally.failed.push(`${label}vitest ended with exit code ${code}`)
  return tally
}

/**
 * The last lines of a long output are what is kept of it: the reason stands beside the name.
 *
 * @param {string} name
 * @param {readonly string[]} messages
 */
function withReason(name, messages) {
  const reason = (messages[0] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '))
    .slice(0, 3)
    .join(' | ')
    .slice(0, 400)
  return reason === '' ? name : `${name} — ${reason}`
}

/** @param {string} file @returns {FileResult[]} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults
  } catch {
    // It ended before it could write one; its exit code says so.
    return []
  }
}
