/**
 * What another user can open. PostgreSQL refuses to run as root, so root hands it to another user, who may not enter
 * root's own folders.
 */
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** `nobody`, by its number in every Linux distribution that counts. */
const NOBODY = 65_534

const isRoot = process.getuid?.() === 0

/**
 * Whom PostgreSQL runs as: ourselves; as root the owner of the folder that is already there, else nobody.
 *
 * @param {string} folder the cluster's folder, which may not exist yet
 * @returns {{ uid: number, gid: number } | undefined} undefined: ourselves
 */
export function postgresUser(folder) {
  if (!isRoot) return undefined
  try {
    const { uid, gid } = statSync(folder)
    if (uid !== 0) return { uid, gid }
  } catch {
    // Not there yet.
  }
  return { uid: NOBODY, gid: NOBODY }
}

/**
 * May this user walk down to the folder? Decided by the mode bits of each existing folder on the way.
 *
 * @param {string} folder
 * @param {{ uid: number, gid: number }} user
 */
export function canEnter(folder, user) {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const entry = statSync(at, { throwIfNoEntry: false })
    if (entry !== undefined) {
      const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0
      if (((entry.mode >> shift) & 1) === 0) return false
    }
    if (at === dirname(at)) return true
  }
}
