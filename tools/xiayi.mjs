/**
 * `npm run -s xiayi -- …`: the command line, on the database of the running server, or on the same data folder for the time
 * of one command. Only the command itself writes to standard output.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { needsDatabase } from './lib/commands-without-database.mjs'
import { openDataFolder } from './lib/data-folder.mjs'
import { tryLockData } from './lib/data-lock.mjs'
import { openDatabase } from './lib/database.mjs'
import { Stopped } from './lib/failure.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { node24 } from './lib/node24.mjs'
import { root } from './lib/paths.mjs'
import { aborted, delay } from './lib/processes.mjs'
import { createProgress } from './lib/progress.mjs'
import { runTool } from './lib/run-tool.mjs'
import { known, readRuntime, removeRuntime, stopLeftoverServer, writeRuntime } from './lib/runtime-file.mjs'

/** @typedef {{ soft: AbortSignal, hard: AbortSignal }} Stop */

const progress = createProgress({ stream: process.stderr, quietMs: 1_500 })
const args = process.argv.slice(2)

await runTool(
  async (stop) => {
    await ensureInstalled({ progress, signal: stop.soft })
    if (!needsDatabase(args)) return runCommand({}, stop)
    const data = openDataFolder(root, process.env)
    if (process.env['DATABASE_URL']) return runCommand({ DATA_DIR: data.path }, stop)
    return onDataFolder(data.path, stop)
  },
  { stoppedCode: 130 },
)

/**
 * @param {string} folder
 * @param {Stop} stop
 */
async function onDataFolder(folder, stop) {
  const found = await lockOrServer(folder, stop)
  if ('databaseUrl' in found) return runCommand({ DATABASE_URL: found.databaseUrl, DATA_DIR: folder }, stop)
  try {
    await stopLeftoverServer(folder)
    const database = await openDatabase({ folder, env: process.env, progress, signal: stop.soft })
    try {
      writeRuntime(folder, { databaseUrl: database.url, tool: known(process.pid) })
      return await runCommand({ DATABASE_URL: database.url, DATA_DIR: folder }, stop)
    } finally {
      removeRuntime(folder)
      await database.stop(stop.hard)
    }
  } finally {
    found.lock.release()
  }
}

/**
 * The lock of the data folder; or, when a server holds it, that server's database. Another command is waited for, as its
 * database ends with it.
 *
 * @param {string} folder
 * @param {Stop} stop
 */
async function lockOrServer(folder, stop) {
  const step = progress.step('等待数据目录')
  for (;;) {
    const attempt = await tryLockData(folder, 'xiayi')
    if ('lock' in attempt) {
      step.done()
      return attempt
    }
    const runtime = readRuntime(folder)
    if (runtime?.server !== undefined && runtime.tool.pid === attempt.holder.pid) {
      step.done()
      return { databaseUrl: runtime.databaseUrl }
    }
    step.update(`${attempt.holder.what} 正在使用，pid ${attempt.holder.pid}`)
    await delay(200, stop.soft)
    if (stop.soft.aborted) throw new Stopped()
  }
}

/**
 * In our own process group and on our own terminal: the command draws progress bars and gets Ctrl-C from the terminal
 * itself.
 *
 * @param {Record<string, string>} env
 * @param {Stop} stop
 * @returns {Promise<number>}
 */
function runCommand(env, stop) {
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), [join(root, 'apps/server/src/entries/cli.ts'), ...args], {
      cwd: process.env['INIT_CWD'] ?? process.cwd(),
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 130)))
    void aborted(stop.soft).then(() => child.kill('SIGTERM'))
    void aborted(stop.hard).then(() => child.kill('SIGKILL'))
  })
}
