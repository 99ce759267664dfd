import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { tryLock } from './lock.mjs'

/**
 * The lock of a data folder, or a Failure that names who has it.
 *
 * @param {string} folder
 * @param {string} what
 */
export async function lockData(folder, what) {
  const attempt = await tryLockData(folder, what)
  if ('lock' in attempt) return attempt.lock
  const { pid, host, since, what: other } = attempt.holder
  throw new Failure(
    `数据目录 ${folder} 正被 ${other} 使用：pid ${pid}，主机 ${host}，从 ${since} 起。` +
      '先停止它，或者用 DATA_DIR=… 指定另一个目录。(the data folder is in use: stop that one, or set DATA_DIR)',
  )
}

/** @param {string} folder @param {string} what */
export function tryLockData(folder, what) {
  return tryLock(join(folder, 'lock'), what)
}
