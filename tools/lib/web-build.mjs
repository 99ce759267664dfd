/**
 * Builds the web app when its sources changed. It is built beside the old one and swapped in: a build that fails or is
 * stopped leaves the old one working.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Failure, Stopped } from './failure.mjs'
import { tryLock } from './lock.mjs'
import { node24 } from './node24.mjs'
import { nodeModules, root } from './paths.mjs'
import { delay, run } from './processes.mjs'

const SOURCES = [
  'apps/web',
  'packages/ui',
  'packages/contract',
  'packages/geo',
  'package-lock.json',
  'tsconfig.base.json',
]
const STAMP = '.built-from'
const web = join(root, 'apps/web')
const dist = join(web, 'dist')

/** @param {{ progress: import('./progress.mjs').Progress, signal: AbortSignal }} options */
export async function ensureWebBuilt({ progress, signal }) {
  if (isBuilt()) return
  const step = progress.step('构建网页 (vite build)')
  const lock = await waitForLock(signal)
  try {
    const digest = sourceDigest()
    if (isBuilt()) return step.done('已是最新')
    const next = join(web, '.dist-next')
    const args = [
      join(nodeModules, 'vite/bin/vite.js'),
      'build',
      '--outDir',
      next,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ]
    const { code, output } = await run(node24(), args, {
      cwd: web,
      signal,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (code !== 0) throw new Failure(`网页没有构建成功，退出码 ${code}：\n${output.trim().slice(-3_000)}`)
    writeFileSync(join(next, STAMP), digest)
    const old = join(web, '.dist-old')
    rmSync(old, { recursive: true, force: true })
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(next, dist)
    rmSync(old, { recursive: true, force: true })
    step.done()
  } catch (error) {
    step.fail()
    throw error
  } finally {
    lock.release()
  }
}

function isBuilt() {
  const stamp = join(dist, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceDigest()
}

function sourceDigest() {
  const digest = createHash('sha256')
  for (const path of SOURCES.flatMap((source) => filesUnder(join(root, source))).sort()) {
    digest.update(`\0${relative(root, path)}\0`).update(readFileSync(path))
  }
  return digest.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (entry.name.startsWith('.') || ['node_modules', 'dist'].includes(entry.name)) return []
      if (/\.test\.tsx?$/.test(entry.name)) return []
      return entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]
    })
  } catch {
    return [path]
  }
}

/** @param {AbortSignal} signal */
async function waitForLock(signal) {
  for (;;) {
    const attempt = await tryLock(join(web, '.build-lock'), 'vite build')
    if ('lock' in attempt) return attempt.lock
    await delay(500, signal)
    if (signal.aborted) throw new Stopped()
  }
}
