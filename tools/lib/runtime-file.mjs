/**
 * `runtime.json` in the data folder: what runs there now, so that the command line finds the database and the next start
 * finds what a killed one left behind. 0600, as the address holds the password.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, Failure } from './failure.mjs'
import { isAlive, processStart } from './process-identity.mjs'
import { delay } from './processes.mjs'

const NAME = 'runtime.json'

/**
 * @typedef {{ pid: number, start?: string | undefined }} Known a process, by pid and start time
 * @typedef {{ databaseUrl: string, address?: string | undefined, tool: Known, server?: Known | undefined }} Runtime
 */

/** @param {number} pid @returns {Known} */
export function known(pid) {
  return { pid, start: processStart(pid) }
}

/** @param {string} folder @param {Runtime} runtime */
export function writeRuntime(folder, runtime) {
  const file = join(folder, NAME)
  writeFileSync(`${file}.new`, `${JSON.stringify(runtime)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** @param {string} folder */
export function removeRuntime(folder) {
  rmSync(join(folder, NAME), { force: true })
}

/**
 * @param {string} folder
 * @returns {Runtime | undefined}
 */
export function readRuntime(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, NAME), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'EACCES') {
      throw new Failure(
        `不能读 ${join(folder, NAME)}；请用启动服务的用户运行。(run this as the user who started the server)`,
      )
    }
    return undefined
  }
}

/**
 * Ends the server of a launcher that died. The caller holds the data folder's lock.
 *
 * @param {string} folder
 */
export async function stopLeftoverServer(folder) {
  const server = readRuntime(folder)?.server
  removeRuntime(folder)
  if (server === undefined) return
  for (const name of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    if (!isAlive(server.pid, server.start)) return
    try {
      process.kill(server.pid, name)
    } catch {
      return
    }
    for (let waited = 0; waited < 10_000 && isAlive(server.pid, server.start); waited += 50) await delay(50)
  }
}
