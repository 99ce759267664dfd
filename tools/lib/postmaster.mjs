import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, Failure } from './failure.mjs'
import { isAlive } from './process-identity.mjs'
import { delay } from './processes.mjs'

/**
 * postmaster.pid: pid, folder, start, port, socket folder, address, shared memory, status, a line each.
 *
 * @param {string} dataDir
 */
export function readPostmaster(dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Math.abs(Number(lines[0])), status: lines[7]?.trim() }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Ends a postmaster whose launcher died. The caller holds the data folder's lock, so it belongs to nobody.
 *
 * @param {string} dataDir
 */
export async function stopLeftover(dataDir) {
  const file = readPostmaster(dataDir)
  if (file === undefined || !Number.isInteger(file.pid) || file.pid === 0) return
  for (const name of /** @type {const} */ (['SIGINT', 'SIGQUIT'])) {
    if (!isPostgresOn(file.pid, dataDir)) break
    try {
      process.kill(file.pid, name)
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error
    }
    for (let waited = 0; waited < 15_000 && isPostgresOn(file.pid, dataDir); waited += 50) await delay(50)
  }
  if (isPostgresOn(file.pid, dataDir)) {
    throw new Failure(
      `上一次留下的数据库 (pid ${file.pid}) 停不下来；请结束它再试。(a leftover PostgreSQL does not stop)`,
    )
  }
  // Whoever has that pid now is not it, and PostgreSQL would take any process of its own user for a running postmaster.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
}

/**
 * A postmaster works inside its data folder: compared by inode, as the same folder has many spellings.
 *
 * @param {number} pid
 * @param {string} dataDir
 */
function isPostgresOn(pid, dataDir) {
  if (!existsSync('/proc/self')) return isAlive(pid, undefined)
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(dataDir)]
    return there.ino === here.ino && there.dev === here.dev
  } catch {
    // Gone, or another user's, which cannot be ours.
    return false
  }
}
