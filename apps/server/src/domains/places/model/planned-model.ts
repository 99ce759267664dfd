import { Snapper } from '@xiayi/engine/snap'
import { wgs84 } from '@xiayi/geo/coordinates'
import { planOffThread } from './model-maker.ts'
import { breathe } from './revision-cache.ts'
import { thingOf } from './snap-things.ts'
import type { BuildingColumns, GroundPlan, PlannedHousing, PlannedModel, StreetModel } from './street-model.ts'
import type { WalkingKeeper } from './walking-keeper.ts'

/**
 * A county's model with a plan carried out: what would be found if the plan were drawn into the map and everything computed anew,
 * made by looking only at what the plan touches.
 */
export async function plannedModel(
  model: StreetModel | undefined,
  keeper: WalkingKeeper,
  plan: GroundPlan,
): Promise<PlannedModel> {
  if (model === undefined) throw new Error('a plan is laid on a county that has streets')
  const { network, misfits } =
    plan.edits.length === 0
      ? { network: model.network, misfits: new Map() }
      : await planOffThread({ network: model.network, edits: plan.edits })
  const isSame = misfits.size === plan.edits.length
  // Walls stay where they are; one object for them keeps comparisons short.
  const planned = isSame ? model.network : { ...network, barriers: model.network.barriers }
  const snapper = isSame ? model.snapper : new Snapper(planned)
  await breathe()
  const isStranded = ({ lon, lat }: PlannedHousing) =>
    snapper.snap(wgs84(lon, lat)).every(({ grade }) => grade === 'beyond')
  const stranded = plan.housing.filter(isStranded)
  const housing = plan.housing.filter((each) => !stranded.includes(each))
  const things = housing.map(({ id, lon, lat }) => thingOf(id, [lon, lat], []))
  const walking = keeper.planned(planned, things)
  return {
    misfits,
    stranded: stranded.map(({ id }) => id),
    model: {
      ...model,
      network: planned,
      snapper,
      buildings: withHousing(model, housing),
      walking: (as) => walking.walking(as),
      walkingToPlaces: (as) => walking.walkingToPlaces(as),
      walkingAtHand: (as) => walking.atHand(as),
    },
  }
}

function withHousing(
  { buildings, communities }: Pick<StreetModel, 'buildings' | 'communities'>,
  housing: readonly PlannedHousing[],
): BuildingColumns {
  if (housing.length === 0) return buildings
  const none = housing.map(() => 0)
  return {
    count: buildings.count + housing.length,
    ids: [...buildings.ids, ...housing.map(({ id }) => id)],
    lon: Float64Array.from([...buildings.lon, ...housing.map(({ lon }) => lon)]),
    lat: Float64Array.from([...buildings.lat, ...housing.map(({ lat }) => lat)]),
    footprintM2: Float64Array.from([...buildings.footprintM2, ...none]),
    under15: Uint32Array.from([...buildings.under15, ...housing.map(({ under15 }) => under15)]),
    from15to59: Uint32Array.from([...buildings.from15to59, ...housing.map(({ from15to59 }) => from15to59)]),
    over60: Uint32Array.from([...buildings.over60, ...housing.map(({ over60 }) => over60)]),
    basis: Uint8Array.from([...buildings.basis, ...none]),
    community: Int32Array.from([
      ...buildings.community,
      ...housing.map(({ communityId }) => communities.findIndex(({ id }) => id === communityId)),
    ]),
    compound: Int32Array.from([...buildings.compound, ...housing.map(() => -1)]),
    hasEntrances: Uint8Array.from([...buildings.hasEntrances, ...none]),
  }
}
