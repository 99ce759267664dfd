import type { CircleMap, MinutesColumnReply } from '@xiayi/contract/circles'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { ScenarioPreview } from '@xiayi/contract/scenario-compare'
import type { Preview } from '@xiayi/contract/scenarios'
import type { Ground } from '../../../features/circles/ground.ts'
import { groundIndex } from '../../../map/ground-index.ts'

/** As wide as housing of eighteen flats is drawn, in metres. */
const HOUSING_M = 18

/** The ground with the housing that a plan adds: rows after those that are there. The same object when it adds none. */
export function plannedGround(ground: Ground, changes: readonly ScenarioChange[], housing: Preview['housing']): Ground {
  const homes = housing.flatMap(({ at, communityId }) => {
    const change = changes[at]
    return change?.kind === 'add-housing' ? [{ ...change, communityId }] : []
  })
  if (homes.length === 0) return ground
  const index = groundIndex(ground)
  const { people, communities } = ground
  return {
    ...ground,
    count: ground.count + homes.length,
    lon: Float64Array.from([...ground.lon, ...homes.map(({ lon }) => lon)]),
    lat: Float64Array.from([...ground.lat, ...homes.map(({ lat }) => lat)]),
    sizeM: Float32Array.from([...ground.sizeM, ...homes.map(() => HOUSING_M)]),
    people: {
      all: Uint32Array.from([...people.all, ...homes.map((home) => home.under15 + home.from15to59 + home.over60)]),
      under15: Uint32Array.from([...people.under15, ...homes.map(({ under15 }) => under15)]),
      from15to59: Uint32Array.from([...people.from15to59, ...homes.map(({ from15to59 }) => from15to59)]),
      over60: Uint32Array.from([...people.over60, ...homes.map(({ over60 }) => over60)]),
    },
    community: Int32Array.from([
      ...ground.community,
      ...homes.map(({ communityId }) => communities.findIndex(({ id }) => id === communityId)),
    ]),
    hex: Int32Array.from([...ground.hex, ...homes.map(({ lon, lat }) => index.ringAt(lon, lat))]),
  }
}

/** Today's minutes with those that a plan makes others, and those of its housing after them. */
export function plannedColumn(column: MinutesColumnReply, changed: Preview['columns'][number]): MinutesColumnReply {
  const seconds = [...column.seconds, ...changed.housingSeconds]
  changed.rows.forEach((row, i) => {
    seconds[row] = changed.seconds[i] ?? -1
  })
  return { ...column, seconds }
}

/** What a map is drawn from. */
export interface PlannedLayer {
  readonly ground: Ground | undefined
  readonly column: MinutesColumnReply | undefined
}

/** A layer of today with a plan carried out; without a column while the plan's minutes are of another category or walker. */
export function plannedLayer(
  { ground, column }: { readonly ground: Ground; readonly column: MinutesColumnReply | undefined },
  { scenario, preview }: ScenarioPreview,
): PlannedLayer {
  const changed = preview.columns.find(({ categoryId }) => categoryId === column?.categoryId)
  const isSame = column?.profile === preview.profile
  return {
    ground: plannedGround(ground, scenario.changes, preview.housing),
    column: column !== undefined && changed !== undefined && isSame ? plannedColumn(column, changed) : undefined,
  }
}

/** Communities with the tier that their circle would have. */
export function plannedTiers(map: CircleMap, { circles }: Pick<Preview, 'circles'>): CircleMap {
  const tiers = new Map(circles.map(({ circleId, tierAfter }) => [circleId, tierAfter]))
  return {
    ...map,
    features: map.features.map((feature) => {
      const tierId = tiers.get(feature.properties.circleId)
      return tierId === undefined ? feature : { ...feature, properties: { ...feature.properties, tierId } }
    }),
  }
}
