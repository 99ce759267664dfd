import { nationalCalendar } from '../../../platform/calendar/working-days.rules.ts'
import type { Ground } from '../../../platform/machine/run-machine.ts'
import type { At } from '../identity-deps.ts'

/** What the state engine needs. */
export function groundOf({ county }: Pick<At, 'county'>): Ground {
  return { county, calendar: nationalCalendar() }
}
