/**
 * Where the county's data live: DATA_DIR, else `data` in the checkout.
 *
 * One case needs another place. Root's PostgreSQL runs as another user, who cannot walk into a checkout under a 0700 home;
 * then the data go to /var/lib/xiayi-life/<name>, and `data/location` in the checkout says so. See
 * docs/decisions/0020-data-folder-of-root.md.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { codeOf, Failure } from './failure.mjs'
import { canEnter, postgresUser } from './reach.mjs'

export const SYSTEM_FOLDER = '/var/lib/xiayi-life'

/**
 * The folder, made when it is not there.
 *
 * @param {string} root the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ path: string, elsewhere: boolean }} `elsewhere`: outside the checkout without having been asked for
 */
export function openDataFolder(root, env) {
  const asked = env['DATA_DIR']
  if (asked !== undefined && asked !== '') return { path: make(resolve(root, asked)), elsewhere: false }
  const inside = join(root, 'data')
  const pointer = join(inside, 'location')
  const pointed = readPointer(pointer)
  if (pointed !== undefined) return { path: pointed, elsewhere: true }
  const cluster = join(inside, 'postgres')
  const user = postgresUser(cluster)
  if (user === undefined || env['DATABASE_URL'] || existsSync(cluster) || canEnter(inside, user)) {
    return { path: make(inside), elsewhere: false }
  }
  make(inside)
  const outside = make(join(SYSTEM_FOLDER, `${basename(root)}-${randomBytes(4).toString('hex')}`))
  writeFileSync(join(outside, 'belongs-to'), `${inside}\n`)
  writeFileSync(pointer, `${outside}\n`)
  return { path: outside, elsewhere: true }
}

/** @param {string} pointer */
function readPointer(pointer) {
  if (!existsSync(pointer)) return undefined
  const path = readFileSync(pointer, 'utf8').trim()
  if (existsSync(path)) return path
  throw new Failure(
    `${pointer} 指向的数据目录 ${path} 不存在；把它恢复，或者删除 ${pointer} 从头开始。(the data folder is gone: restore it, or delete the pointer to start anew)`,
  )
}

/**
 * Others may walk through (PostgreSQL's user has to) but not look around; what is secret inside is 0600 by itself.
 *
 * @param {string} folder
 */
function make(folder) {
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true })
      chmodSync(folder, 0o711)
    }
    return folder
  } catch (error) {
    throw new Failure(
      `不能建立数据目录 ${folder} (${codeOf(error)})；用 DATA_DIR=… 指定能写的地方。(cannot make the data folder: set DATA_DIR)`,
    )
  }
}
