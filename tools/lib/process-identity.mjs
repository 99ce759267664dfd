import { readFileSync } from 'node:fs'

/**
 * Is this process alive, and is it still the one that was meant? A pid is used again after a while, its start time not.
 *
 * @param {number} pid
 * @param {string | undefined} startedAt what `processStart` said of it
 */
export function isAlive(pid, startedAt) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const now = processStart(pid)
  return startedAt === undefined || now === undefined || now === startedAt
}

/**
 * When a process started, in the kernel's ticks since boot, with the boot's id; undefined where there is no /proc.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processStart(pid) {
  try {
    const ticks = statFields(pid)[19]
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}:${ticks}`
  } catch {
    return undefined
  }
}

/**
 * The fields of /proc/<pid>/stat from the third on: state, parent, …, start time as the twentieth.
 *
 * @param {number} pid
 */
export function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the command in brackets and may hold spaces itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
