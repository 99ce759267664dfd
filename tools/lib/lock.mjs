/**
 * One holder for a folder. The lock is a file that names its holder: pid, start time of that pid, host, since when, what.
 *
 * A holder that died (kill -9, power) is seen by its pid and start time; on another host, which cannot be asked, by the
 * file's age, as the holder touches it every few seconds. Takeover moves the dead lock aside by rename and looks at what
 * it moved: if two try at once, the one that moved a living lock puts it back.
 */
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { codeOf } from './failure.mjs'
import { isAlive, processStart } from './process-identity.mjs'
import { delay } from './processes.mjs'

const HEARTBEAT_MS = 5_000
const FOREIGN_STALE_MS = 30_000

/**
 * @typedef {{ pid: number, start?: string | undefined, host: string, since: string, what: string }} Holder
 * @typedef {{ release(): void }} Lock
 */

/**
 * @param {string} file
 * @param {string} what what the holder is doing, such as `npm start`
 * @returns {Promise<{ lock: Lock } | { holder: Holder }>}
 */
export async function tryLock(file, what) {
  const own = JSON.stringify({
    pid: process.pid,
    start: processStart(process.pid),
    host: hostname(),
    since: new Date().toISOString(),
    what,
  })
  const candidate = `${file}.${process.pid}`
  for (;;) {
    if (place(candidate, file, own)) {
      await delay(20)
      if (read(file) === own) return { lock: hold(file, own) }
      continue
    }
    const text = read(file)
    if (text === undefined) continue
    const holder = parse(text)
    if (holder !== undefined && holds(holder, file)) return { holder }
    moveAside(file, text)
  }
}

/**
 * A file appears whole or not at all: written beside, then linked.
 *
 * @param {string} candidate
 * @param {string} file
 * @param {string} own
 */
function place(candidate, file, own) {
  writeFileSync(candidate, own)
  try {
    linkSync(candidate, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(candidate)
  }
}

/** @param {string} file @param {string} deadText */
function moveAside(file, deadText) {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (read(aside) !== deadText) {
    try {
      linkSync(aside, file)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
  unlinkSync(aside)
}

/** @param {string} file @param {string} own @returns {Lock} */
function hold(file, own) {
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // The folder was removed under us; there is nothing left to guard.
    }
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    release() {
      clearInterval(heartbeat)
      if (read(file) === own) unlinkSync(file)
    },
  }
}

/** @param {Holder} holder @param {string} file */
function holds(holder, file) {
  if (holder.host === hostname()) return isAlive(holder.pid, holder.start)
  try {
    return Date.now() - statSync(file).mtimeMs < FOREIGN_STALE_MS
  } catch {
    return false
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @param {string} text @returns {Holder | undefined} */
function parse(text) {
  try {
    const { pid, start, host, since, what } = JSON.parse(text)
    return typeof pid === 'number' ? { pid, start, host, since, what } : undefined
  } catch {
    return undefined
  }
}
