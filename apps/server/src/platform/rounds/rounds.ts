import type { CountyDb } from '../db/db.ts'
import type { Log } from '../log/log.ts'

/**
 * Looks into every county again and again until stopped: one round after the other, never two at once, `everyMs` between the end
 * of one and the start of the next. A database that cannot be asked ends the round and not the rounds.
 */
export function startRounds(options: {
  counties: () => Promise<readonly CountyDb[]>
  everyMs: number
  log: Log
  look: (county: CountyDb) => Promise<unknown>
}): { stop(): Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()

  async function go(): Promise<void> {
    try {
      for (const county of await options.counties()) if (!isStopped) await options.look(county)
    } catch (error) {
      options.log.debug({ err: error }, 'rounds: the database could not be asked')
    }
    if (isStopped) return
    timer = setTimeout(() => {
      round = go()
    }, options.everyMs)
  }
  round = go()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await round
    },
  }
}
