import { type CirclePlaces, type CircleResidents, RESIDENT_BASES } from '@xiayi/contract/circle-figures'
import { SNAP_GRADES } from '@xiayi/engine/snapped-places'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { streetModelOf } from '../../places/public.ts'
import { getCircleRow } from '../circles.service.ts'
import { profileOf } from '../evaluation-reply.rules.ts'
import { categoryIdsOf } from '../evaluation-run.ts'
import { originsOf, secondsToPlaces } from '../origins.ts'

const LIMIT_SECONDS = 3600
const WALKSHED_MINUTES = 15
const BEYOND = SNAP_GRADES.indexOf('beyond')

/** Every place inside a circle's boundary or within a quarter of an hour of it, as the county is now. */
export async function placesOfCircle(deps: { files: Files }, county: CountyDb, id: string): Promise<CirclePlaces> {
  const circle = await getCircleRow(county.db, id)
  const model = await streetModelOf(county, deps.files)
  const profile = profileOf(circle.profile)
  const walking = await model.walking({ profile, speedMps: circle.speedMetresPerSecond ?? undefined })
  const communityIds = new Set(circle.areaIds)
  const origins = originsOf(model, walking, communityIds)
  const secondsTo = secondsToPlaces(walking, origins.seeds, LIMIT_SECONDS)
  const { places } = model
  const items = places.ids.flatMap((placeId, place) => {
    const seconds = secondsTo(place) ?? null
    const inBoundary = communityIds.has(places.communityIds[place] ?? '')
    const inWalkshed = seconds !== null && seconds <= WALKSHED_MINUTES * 60
    if (!inBoundary && !inWalkshed) return []
    const categoryIds = categoryIdsOf(model, place)
    return [{ placeId, name: places.names[place] ?? '', categoryIds, seconds, inBoundary, inWalkshed }]
  })
  const far = Number.POSITIVE_INFINITY
  return {
    circleId: id,
    profile,
    speedMetresPerSecond: walking.as.speedMps,
    originKind: origins.kind,
    withinMinutes: WALKSHED_MINUTES,
    items: items.toSorted((a, b) => (a.seconds ?? far) - (b.seconds ?? far) || (a.placeId < b.placeId ? -1 : 1)),
  }
}

/** Who lives in a circle, and what the numbers rest on. */
export async function residentsOfCircle(
  deps: { files: Files },
  county: CountyDb,
  id: string,
): Promise<CircleResidents> {
  const circle = await getCircleRow(county.db, id)
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({
    profile: profileOf(circle.profile),
    speedMps: circle.speedMetresPerSecond ?? undefined,
  })
  const { buildings, communities } = model
  const isOwn = communities.map((area) => circle.areaIds.includes(area.id))
  const own = newCount()
  const whole = newCount()
  const bases = RESIDENT_BASES.map((basis) => ({ basis, residents: 0, buildings: 0 }))
  let offNetwork = 0
  let homes = 0
  for (let b = 0; b < buildings.count; b++) {
    const ages = [buildings.under15[b] ?? 0, buildings.from15to59[b] ?? 0, buildings.over60[b] ?? 0] as const
    const people = ages[0] + ages[1] + ages[2]
    if (people === 0) continue
    addTo(whole, ages)
    if (isOwn[buildings.community[b] ?? -1] !== true) continue
    addTo(own, ages)
    homes++
    if (walking.buildings.grade[b] === BEYOND) offNetwork += people
    const basis = bases[buildings.basis[b] ?? -1]
    if (basis === undefined) continue
    basis.residents += people
    basis.buildings++
  }
  return {
    circleId: id,
    ...own,
    buildings: homes,
    residentsOffNetwork: offNetwork,
    bases: bases.filter(({ residents }) => residents > 0).toSorted((a, b) => b.residents - a.residents),
    county: whole,
  }
}

type Count = CircleResidents['county']

function newCount(): Count {
  return { residents: 0, under15: 0, from15to59: 0, over60: 0 }
}

function addTo(count: Count, [under15, from15to59, over60]: readonly [number, number, number]): void {
  count.residents += under15 + from15to59 + over60
  count.under15 += under15
  count.from15to59 += from15to59
  count.over60 += over60
}
