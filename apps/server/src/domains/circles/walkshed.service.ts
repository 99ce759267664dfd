import type { WalkshedCollection } from '@xiayi/contract/circles'
import { IsochroneMaker } from '@xiayi/engine/isochrone'
import { polygonAreaM2 } from '@xiayi/geo/rings'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { type StreetModel, streetModelOf, type Walking } from '../places/public.ts'
import { getCircleRow } from './circles.service.ts'
import type { CircleRow } from './circles.sql.ts'
import { profileOf } from './evaluation-reply.rules.ts'
import { originsOf } from './origins.ts'
import { residentsWithin } from './residents-within.ts'

const MINUTES = [5, 10, 15] as const

/** One maker per walking: it owns the raster's buffers. */
const makers = new WeakMap<Walking, IsochroneMaker>()
const drawn = new WeakMap<StreetModel, Map<string, Promise<WalkshedCollection>>>()

/** The ground within 5, 10 and 15 minutes of a circle's origins. Residents are counted on the network, not in the polygon. */
export async function walkshedOf(
  deps: { files: Files },
  county: CountyDb,
  circleId: string,
): Promise<WalkshedCollection> {
  const circle = await getCircleRow(county.db, circleId)
  return walkshedOn(await streetModelOf(county, deps.files), circle)
}

/** The same on a model the caller holds, so that several answers rest on one revision. */
export async function walkshedOn(model: StreetModel, circle: CircleRow): Promise<WalkshedCollection> {
  const kept = drawn.get(model) ?? new Map<string, Promise<WalkshedCollection>>()
  drawn.set(model, kept)
  const key = `${circle.id} ${circle.profile} ${circle.speedMetresPerSecond ?? ''} ${circle.areaIds.join()}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = draw(model, circle)
  kept.set(key, made)
  made.catch(() => kept.delete(key))
  return made
}

export function isochroneMakerOf(walking: Walking): IsochroneMaker {
  const maker = makers.get(walking) ?? new IsochroneMaker(walking.graph)
  makers.set(walking, maker)
  return maker
}

async function draw(model: StreetModel, circle: CircleRow): Promise<WalkshedCollection> {
  const profile = profileOf(circle.profile)
  const walking = await model.walking({ profile, speedMps: circle.speedMetresPerSecond ?? undefined })
  const origins = originsOf(model, walking, new Set(circle.areaIds))
  if (origins.seeds.length === 0)
    throw new Problem('off-network', `${circle.name}附近没有步行路，画不出步行范围。请检查社区边界和路网。`)
  const shapes = isochroneMakerOf(walking).draw(
    origins.seeds,
    MINUTES.map((minutes) => minutes * 60_000),
    origins.legs,
  )
  const residents = residentsWithin(
    model,
    walking,
    origins.seeds,
    MINUTES.map((minutes) => minutes * 60),
  )
  return {
    type: 'FeatureCollection' as const,
    profile,
    speedMetresPerSecond: walking.as.speedMps,
    originKind: origins.kind,
    origins: origins.count,
    features: shapes.map((shape, at) => ({
      type: 'Feature' as const,
      geometry: { type: 'MultiPolygon', coordinates: shape.coordinates },
      properties: {
        minutes: MINUTES[at] ?? 0,
        residents: residents[at] ?? 0,
        areaKm2:
          shape.coordinates.reduce(
            (sum, rings) =>
              sum + polygonAreaM2(rings.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon, lat] as const))),
            0,
          ) / 1e6,
      },
    })),
  }
}
