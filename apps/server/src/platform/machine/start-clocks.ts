import type { WorkCalendar } from '../calendar/working-days.rules.ts'
import type { CountyDb } from '../db/db.ts'
import type { Log } from '../log/log.ts'
import { ringDueClocks } from './clocks.ts'
import type { Machine } from './machine.ts'

/** Looks every `everyMs`, in every county, for clocks that are due, until stopped. */
export function startClocks(options: {
  counties: () => Promise<readonly CountyDb[]>
  machines: ReadonlyMap<string, Machine>
  calendar: WorkCalendar
  everyMs: number
  log: Log
}): { stop(): Promise<void> } {
  const { machines, calendar, log } = options
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    try {
      for (const county of await options.counties())
        if (!isStopped) await ringDueClocks({ county, calendar }, machines, { now: new Date(), log })
    } catch (error) {
      log.debug({ err: error }, 'machine: the database could not be asked for due clocks')
    }
    if (isStopped) return
    timer = setTimeout(() => {
      turn = look()
    }, options.everyMs)
  }
  turn = look()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await turn
    },
  }
}
