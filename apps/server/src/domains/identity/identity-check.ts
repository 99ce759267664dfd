import type { CountyDb } from '../../platform/db/db.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { textsWaitingSince } from './texts/texts.sql.ts'

const TEXT_SECONDS = 900

/** No text is under way for longer than a code is good for, three times over. */
export async function checkTexts(county: CountyDb, now: Date): Promise<Finding> {
  const { waiting, all } = await textsWaitingSince(county.db, new Date(now.getTime() - TEXT_SECONDS * 1000))
  const faults =
    waiting === 0
      ? []
      : [`${waiting} texts are under way for more than ${TEXT_SECONDS} s: does a process with ENTRY=all or jobs run?`]
  return { county: county.code, check: 'texts', examined: all, faults }
}
