import type { GroundWarning } from '@xiayi/contract/place-edits'
import { growBox, isInBox } from '@xiayi/geo/boxes'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { AreaShape, type Polygons } from '../areas/area-shape.ts'
import { currentNetwork } from '../areas/areas.sql.ts'
import { knownAreas } from '../imports/import-areas.sql.ts'
import { atOneRevision, RevisionCache } from '../model/revision-cache.ts'
import { countyModelOf } from '../model/street-model-cache.ts'
import { distanceInWords, groundWarnings, metresToBoundary } from './ground.rules.ts'
import { waterAreas } from './place-edits.sql.ts'

type Point = readonly [lon: number, lat: number]

/** Where the county ends, and its water: kept per revision. */
interface CountyGround {
  readonly polygons: Polygons
  readonly county: AreaShape | undefined
  readonly bounds: readonly [number, number, number, number] | undefined
  readonly water: readonly AreaShape[]
}

const grounds = new RevisionCache<CountyGround>({
  most: 8,
  build: (county) =>
    atOneRevision(county, async (tx) => {
      const polygons = (await knownAreas(tx, ['county'])).flatMap((area) => area.polygons)
      const water = (await waterAreas(tx)).map(({ lines }) => {
        const rings: readonly (readonly Point[])[] = JSON.parse(lines)
        return new AreaShape([rings])
      })
      return {
        polygons,
        county: polygons.length > 0 ? new AreaShape(polygons) : undefined,
        bounds: (await currentNetwork(tx))?.bounds,
        water,
      }
    }),
})

/** Without a boundary the county is where its streets are, and a little beside: as for the rows of an import. */
const BESIDE_STREETS_M = 2000

/** @throws Problem invalid-input for a point outside the county, with how far outside */
export async function mustLieInCounty(county: CountyDb, at: Point, where: string): Promise<void> {
  const ground = await grounds.get(county)
  const outsideM = metresOutside(ground, at)
  if (outsideM === undefined) return
  const distance = outsideM === null ? '' : `，离县界 ${distanceInWords(outsideM)}`
  throw new Problem('invalid-input', `这个位置不在本县${distance}，没有保存。请核对经纬度。`, {
    errors: [{ where, message: `不在本县${distance}`, remedy: '在地图上重新点一个位置' }],
  })
}

/** Whether a walk can start at a point at all. @throws Problem off-network outside the county or on water, in words */
export async function mustBeGround(county: CountyDb, at: Point): Promise<void> {
  const ground = await grounds.get(county)
  const outsideM = metresOutside(ground, at)
  if (outsideM !== undefined) {
    const distance = outsideM === null ? '' : `，离县界 ${distanceInWords(outsideM)}`
    throw new Problem('off-network', `这个点不在本县${distance}。请在本县范围内重新选一点。`)
  }
  if (ground.water.some((shape) => shape.contains(...at)))
    throw new Problem('off-network', '这个点在水面上，没有人从这里出发。请点一栋楼，或在岸上重新选一点。')
}

/** undefined: inside; null: outside, and there is no boundary to measure to. */
function metresOutside({ county, polygons, bounds }: CountyGround, at: Point): number | null | undefined {
  if (county !== undefined) return county.contains(...at) ? undefined : metresToBoundary(polygons, at)
  if (bounds === undefined || isInBox(growBox(bounds, BESIDE_STREETS_M), ...at)) return undefined
  return null
}

/** Whether a point lies on water that the map knows. */
export async function waterFinder(county: CountyDb): Promise<(lon: number, lat: number) => boolean> {
  const { water } = await grounds.get(county)
  return (lon, lat) => water.some((shape) => shape.contains(lon, lat))
}

/** What to know before something is put at a point; nothing of it forbids it. */
export async function warningsAt(files: Files, county: CountyDb, at: Point): Promise<GroundWarning[]> {
  const { water } = await grounds.get(county)
  const { street } = await countyModelOf(county, files)
  const [nearest] = street?.snapper.snap(wgs84(...at)) ?? []
  return groundWarnings({
    isInWater: water.some((shape) => shape.contains(...at)),
    toNetworkM: street === undefined ? null : nearest?.legM,
  })
}
