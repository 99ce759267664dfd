import type { GroundReply } from '@xiayi/contract/circles'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { PROFILES } from '@xiayi/engine/profiles'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { type StreetModel, streetModelOf } from '../../places/public.ts'
import { hexagonResolution, hexagonsOf } from './hexagons.rules.ts'
import { type Packed, pack } from './packed.ts'

/** Kept with the model of its revision, and gone with it. */
const made = new WeakMap<StreetModel, Promise<Packed>>()

/** What the planner's map stands on. Who looks at it will ask for minutes next, so the walks are made ready meanwhile. */
export async function groundOf(deps: { files: Files }, county: CountyDb): Promise<Packed> {
  const model = await streetModelOf(county, deps.files)
  const known = made.get(model)
  if (known !== undefined) return known
  const packed = pack(ground(model))
  made.set(model, packed)
  packed.catch(() => made.delete(model))
  void makeReady(model)
  return packed
}

async function makeReady(model: StreetModel): Promise<void> {
  for (const profile of PROFILE_NAMES) {
    // Whoever asks for this walk hears of its failure.
    await model.walking({ profile }).catch(() => undefined)
  }
}

function ground({ buildings, communities, network, revision, networkVersion }: StreetModel): GroundReply {
  const { hex, rings } = hexagonsOf(buildings.lon, buildings.lat, hexagonResolution(network.box))
  return {
    revision,
    networkVersion,
    count: buildings.count,
    lonE6: Array.from(buildings.lon, (lon) => Math.round(lon * 1e6)),
    latE6: Array.from(buildings.lat, (lat) => Math.round(lat * 1e6)),
    sizeM: Array.from(buildings.footprintM2, (area) => Math.round(Math.sqrt(area) * 10) / 10),
    under15: Array.from(buildings.under15),
    from15to59: Array.from(buildings.from15to59),
    over60: Array.from(buildings.over60),
    community: Array.from(buildings.community),
    communities: communities.map(({ id, name }) => ({ id, name })),
    hex: Array.from(hex),
    hexes: rings.map((ring) => ({ ring: ring.map(([lon, lat]): [number, number] => [lon, lat]) })),
    speeds: {
      adult: PROFILES.adult.speedMps,
      elder: PROFILES.elder.speedMps,
      child: PROFILES.child.speedMps,
      wheelchair: PROFILES.wheelchair.speedMps,
    },
  }
}
