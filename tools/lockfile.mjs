/**
 * Guards package-lock.json: no download address in it, and an entry for the optional packages of every platform, also those
 * that the registry at hand does not carry, without which `npm ci` refuses the whole file. `--fix` adds the missing ones;
 * an entry says for which machine it is, so npm never asks for it on another.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/paths.mjs'

/**
 * @typedef {{ version?: string, resolved?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[],
 *   libc?: string[], optionalDependencies?: Record<string, string> }} Entry
 */

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

const file = join(root, 'package-lock.json')
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = missingPlatforms(lock.packages)

if (process.argv.includes('--fix') && Object.keys(missing).length > 0) {
  const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
  process.stdout.write(`package-lock.json: ${Object.keys(missing).length} entries added\n`)
} else {
  for (const path of Object.keys(missing)) fail(`${path}: no entry; run node tools/lockfile.mjs --fix`)
}
for (const [path, { resolved }] of Object.entries(lock.packages)) {
  if (resolved?.includes('://'))
    fail(`${path}: holds the address ${resolved}; .npmrc has omit-lockfile-registry-resolved`)
}

/** @param {string} text */
function fail(text) {
  process.stdout.write(`${text}\n`)
  process.exitCode = 1
}

/**
 * @param {Record<string, Entry>} packages
 * @returns {Record<string, Entry>}
 */
function missingPlatforms(packages) {
  /** @type {Record<string, Entry>} */
  const found = {}
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isThere(packages, path, name) || !/^\d/.test(version)) continue
      const machine = machineOf(name)
      if (machine === undefined) continue
      found[`node_modules/${name}`] = { version, ...machine, ...(entry.dev === true && { dev: true }), optional: true }
    }
  }
  return found
}

/**
 * As Node looks for it: beside the package, then outwards.
 *
 * @param {Record<string, Entry>} packages
 * @param {string} from
 * @param {string} name
 */
function isThere(packages, from, name) {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true
    if (at === '') return false
  }
}

/**
 * The machine a package is for, from its name: `@oxlint/binding-linux-x64-musl`.
 *
 * @param {string} name
 */
function machineOf(name) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  if (os === undefined || cpu === undefined) return undefined
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined
  return { cpu: [cpu], os: [os], ...(libc && { libc }) }
}
