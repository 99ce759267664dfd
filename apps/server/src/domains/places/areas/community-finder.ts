import type { Db } from '../../../platform/db/db.ts'
import { knownAreas } from '../imports/import-areas.sql.ts'
import { AreaIndex } from './area-index.ts'

/** The community that a place or building at a point is counted to, found as an import finds it; null in none. */
export async function communityFinder(db: Db): Promise<(lon: number, lat: number) => string | null> {
  const index = new AreaIndex(await knownAreas(db, ['community']))
  return (lon, lat) => index.at(lon, lat) ?? null
}
