interface Rule<V> {
  readonly default: V
  readonly reason: string
}

function rule(value: boolean, reason: string): Rule<boolean>
function rule(value: number, reason: string): Rule<number>
function rule(value: boolean | number, reason: string): Rule<boolean | number> {
  return { default: value, reason }
}

/**
 * Every rule about walking on which mappers or routers disagree, with its default and the reason for it. What is not listed is
 * not disputed: `foot` beats `access`, levels join only at shared nodes, one-way streets do not bind walkers.
 */
export const WALKING_RULES = {
  cyclewaysAreWalked: rule(
    true,
    'Without foot=no people walk them; the edges carry a flag so that a report can set them apart.',
  ),
  bridlewaysAreWalked: rule(false, 'Made for horses; foot=yes opens one.'),
  tracksAreWalked: rule(true, 'In villages a track is the way to the neighbour.'),
  parkingAislesAreWalked: rule(true, 'Doors of shops and flats open on to car parks.'),
  drivewaysAreWalked: rule(true, 'The last metres to a house; access=private makes one private.'),
  corridorsAreWalked: rule(true, 'Passages of stations and malls join streets; closing hours are not modelled.'),
  escalatorsAreWalked: rule(true, 'They are the usual way in many stations; wheelchairs are kept off by the flag.'),
  piersAreWalked: rule(true, 'A pier or boardwalk is a path over water.'),
  ferriesAreWalked: rule(false, 'A ferry has a timetable and a fare; it is no walk.'),
  trunkNeedsSidewalk: rule(true, 'Nobody should be sent along a trunk road without a footway.'),
  trunkInBuiltUpAreaIsWalked: rule(true, 'In towns trunk streets have pavements that nobody has mapped.'),
  useSidepathCloses: rule(true, 'foot=use_sidepath says that the way beside is the one to walk.'),
  agriculturalAccessCloses: rule(
    true,
    'access=agricultural or forestry names who may enter; residents are not among them.',
  ),
  customersAccessIsOpen: rule(true, 'Whoever walks to a shop is its customer.'),
  privateWaysAreKept: rule(true, "They are residents' first and last leg; a flag keeps everybody else out."),
  separateSidewalkReplacesRoad: rule(
    true,
    'Where the footway is drawn on its own, walking the middle of the road is wrong.',
  ),
  separateSidewalkWithinM: rule(25, 'A footway farther away than this belongs to another road.'),
  oneWayForFootBinds: rule(true, 'oneway:foot and foot:backward=no are set for walkers on purpose.'),
  lockedGatesBlock: rule(true, 'locked=yes is a gate nobody passes.'),
  privateGatesPass: rule(true, 'Residents must come out; the private ways behind it keep others from cutting through.'),
  unknownBarriersPass: rule(
    true,
    'Kerbs, blocks, planters and new words stop cars; what stops walkers is a short known list.',
  ),
  crossingsOnlyWherePathsCross: rule(
    true,
    'Walking along a road past a zebra is not crossing it; without this every zebra would cost a wait.',
  ),
  plazasAreCrossed: rule(true, 'An open square is walked across, not around.'),
  plazaMaxEntries: rule(40, 'Sight lines grow with the square of the entries; larger squares keep evenly spaced ones.'),
  gatedCompoundsArePrivate: rule(
    true,
    'When every gate of a compound is private, so are the ways inside, tagged or not.',
  ),
  namedResidentialIsCompound: rule(false, 'A name on a residential area is no wall.'),
  hedgesAreBarriers: rule(true, 'Hedges are planted to stop people.'),
  streamsAreBarriers: rule(true, 'Streams, drains and ditches are crossed at bridges and culverts.'),
  tramsAreBarriers: rule(false, 'Tram tracks lie in the street.'),
  motorwaysAreBarriers: rule(true, 'Motorways are fenced; bridges and tunnels are left out.'),
} as const

type WalkingRuleName = keyof typeof WALKING_RULES
export type WalkingRules = { readonly [K in WalkingRuleName]: (typeof WALKING_RULES)[K]['default'] }

export const DEFAULT_WALKING_RULES: WalkingRules = {
  cyclewaysAreWalked: WALKING_RULES.cyclewaysAreWalked.default,
  bridlewaysAreWalked: WALKING_RULES.bridlewaysAreWalked.default,
  tracksAreWalked: WALKING_RULES.tracksAreWalked.default,
  parkingAislesAreWalked: WALKING_RULES.parkingAislesAreWalked.default,
  drivewaysAreWalked: WALKING_RULES.drivewaysAreWalked.default,
  corridorsAreWalked: WALKING_RULES.corridorsAreWalked.default,
  escalatorsAreWalked: WALKING_RULES.escalatorsAreWalked.default,
  piersAreWalked: WALKING_RULES.piersAreWalked.default,
  ferriesAreWalked: WALKING_RULES.ferriesAreWalked.default,
  trunkNeedsSidewalk: WALKING_RULES.trunkNeedsSidewalk.default,
  trunkInBuiltUpAreaIsWalked: WALKING_RULES.trunkInBuiltUpAreaIsWalked.default,
  useSidepathCloses: WALKING_RULES.useSidepathCloses.default,
  agriculturalAccessCloses: WALKING_RULES.agriculturalAccessCloses.default,
  customersAccessIsOpen: WALKING_RULES.customersAccessIsOpen.default,
  privateWaysAreKept: WALKING_RULES.privateWaysAreKept.default,
  separateSidewalkReplacesRoad: WALKING_RULES.separateSidewalkReplacesRoad.default,
  separateSidewalkWithinM: WALKING_RULES.separateSidewalkWithinM.default,
  oneWayForFootBinds: WALKING_RULES.oneWayForFootBinds.default,
  lockedGatesBlock: WALKING_RULES.lockedGatesBlock.default,
  privateGatesPass: WALKING_RULES.privateGatesPass.default,
  unknownBarriersPass: WALKING_RULES.unknownBarriersPass.default,
  crossingsOnlyWherePathsCross: WALKING_RULES.crossingsOnlyWherePathsCross.default,
  plazasAreCrossed: WALKING_RULES.plazasAreCrossed.default,
  plazaMaxEntries: WALKING_RULES.plazaMaxEntries.default,
  gatedCompoundsArePrivate: WALKING_RULES.gatedCompoundsArePrivate.default,
  namedResidentialIsCompound: WALKING_RULES.namedResidentialIsCompound.default,
  hedgesAreBarriers: WALKING_RULES.hedgesAreBarriers.default,
  streamsAreBarriers: WALKING_RULES.streamsAreBarriers.default,
  tramsAreBarriers: WALKING_RULES.tramsAreBarriers.default,
  motorwaysAreBarriers: WALKING_RULES.motorwaysAreBarriers.default,
}
