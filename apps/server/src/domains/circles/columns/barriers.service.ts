import type { BarriersReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import { edgeLine, NONE } from '@xiayi/engine/network'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { type StreetModel, streetModelOf, type WalkingToPlaces } from '../../places/public.ts'
import { type Packed, pack } from './packed.ts'

/** One for each profile, kept with the model of its revision. */
const made = new WeakMap<StreetModel, Map<ProfileName, Promise<Packed>>>()

/** What stands in everybody's way, and which ways and spots one profile cannot use. */
export async function barriersOf(
  deps: { files: Files },
  county: CountyDb,
  { profile }: { profile: ProfileName },
): Promise<Packed> {
  const model = await streetModelOf(county, deps.files)
  const kept = made.get(model) ?? new Map<ProfileName, Promise<Packed>>()
  made.set(model, kept)
  const known = kept.get(profile)
  if (known !== undefined) return known
  const packed = model.walkingToPlaces({ profile }).then((walking) => pack(barriers(model, walking)))
  kept.set(profile, packed)
  packed.catch(() => kept.delete(profile))
  return packed
}

function barriers({ network, revision, networkVersion }: StreetModel, { as, graph }: WalkingToPlaces): BarriersReply {
  const blocked: [number, number][][] = []
  let millimetres = 0
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (graph.edgeMs[edge] !== NONE) continue
    blocked.push(edgeLine(network, edge).map(([lon, lat]) => rounded(lon, lat)))
    millimetres += network.edgeLengthMm[edge] ?? 0
  }
  const blockedSpots: [number, number][] = []
  for (let node = 0; node < network.nodeCount; node++)
    if (graph.nodeHalfMs[node] === NONE)
      blockedSpots.push(rounded(network.nodeLon[node] ?? 0, network.nodeLat[node] ?? 0))
  return {
    revision,
    networkVersion,
    profile: as.profile,
    barriers: linesOf(network.barriers),
    blocked,
    blockedMetres: Math.round(millimetres / 1000),
    blockedSpots,
  }
}

function linesOf({ offset, lon, lat }: StreetModel['network']['barriers']): [number, number][][] {
  return Array.from({ length: Math.max(0, offset.length - 1) }, (_, line) => {
    const points: [number, number][] = []
    for (let v = offset[line] ?? 0; v < (offset[line + 1] ?? 0); v++) points.push(rounded(lon[v] ?? 0, lat[v] ?? 0))
    return points
  })
}

function rounded(lon: number, lat: number): [number, number] {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
}
