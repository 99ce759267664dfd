import type { Counties } from '../../../platform/db/counties.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { Tiles } from '../tiles/tiles.ts'
import { countyModelOf } from './street-model-cache.ts'

/** Makes ready what the first visitor of the default county needs, so that nobody waits for it after a start. */
export async function warmUp(deps: { counties: Counties; files: Files; tiles: Tiles }): Promise<void> {
  try {
    const county = await deps.counties.get(undefined, 'people')
    const { street } = await countyModelOf(county, deps.files)
    await deps.tiles.tile(county, { z: 0, x: 0, y: 0 })
    await street?.walkingToPlaces({ profile: 'adult' })
  } catch (error) {
    // No county yet, or no readable network: the visitor is told when asking.
    if (!(error instanceof Problem)) throw error
  }
}
