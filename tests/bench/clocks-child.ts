import { nationalCalendar } from '../../apps/server/src/platform/calendar/working-days.rules.ts'
import { openDatabases } from '../../apps/server/src/platform/db/pools.ts'
import { createLog } from '../../apps/server/src/platform/log/log.ts'
import { ringDueClocks } from '../../apps/server/src/platform/machine/clocks.ts'
import type { Machine } from '../../apps/server/src/platform/machine/machine.ts'
import { trialMachine } from '../../apps/server/src/platform/machine/machine-for-tests.ts'

/** Rings whatever is due until it is killed. */
const [url = '', countyCode = ''] = process.argv.slice(2)
const databases = openDatabases({ url, poolPeople: 2, poolJobs: 2, onError: () => {} })
const ground = { county: databases.county(countyCode, 'jobs'), calendar: nationalCalendar() }
const machines = new Map<string, Machine>([[trialMachine.name, trialMachine]])
const log = createLog({ level: 'silent', file: undefined, toStderr: true })
for (;;) {
  const rang = await ringDueClocks(ground, machines, { now: new Date(), log })
  process.stdout.write(`${rang}\n`)
  if (rang === 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
