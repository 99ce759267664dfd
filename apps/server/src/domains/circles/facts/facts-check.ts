import type { CountyDb } from '../../../platform/db/db.ts'
import type { Finding } from '../../../platform/verify/finding.ts'
import { factCount, factsBesideTheirHistory } from './facts.sql.ts'

/** What holds now is the last version of the history, and nothing holds that the history does not know. */
export async function checkFacts(county: CountyDb): Promise<Finding> {
  const [examined, beside] = [await factCount(county.db), await factsBesideTheirHistory(county.db)]
  const faults = beside.map(
    ({ circleId, key }) => `fact ${key} of circle ${circleId} is not the last one of its history`,
  )
  return { county: county.code, check: 'facts', examined, faults }
}
