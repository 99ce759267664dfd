import type { WalkReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import {
  type ExplainedPlace,
  type Explanation,
  explainNearest,
  type RouteSegment,
  type WayOn,
} from '@xiayi/engine/explain'
import { EDGE_FLAG } from '@xiayi/engine/network-input'
import { wgs84 } from '@xiayi/geo/coordinates'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { type StreetModel, streetModelOf, type Walking } from '../places/public.ts'
import { placesByCategory } from './building-walks.ts'

export interface WalkQuery {
  readonly lon: number
  readonly lat: number
  readonly profile: ProfileName
  readonly category?: string | undefined
  readonly place?: string | undefined
}

const WITHIN_MS = 900_000

/** The walk from a point to one place, or to the nearest of a category: its line, and where its time goes. */
export async function walkTo(deps: { files: Files }, county: CountyDb, query: WalkQuery): Promise<WalkReply> {
  const model = await streetModelOf(county, deps.files)
  const walking = await model.walking({ profile: query.profile })
  const places = targetsOf(model, query)
  const from = { lon: query.lon, lat: query.lat, ways: waysFrom(model, walking, query.lon, query.lat) }
  if (from.ways.length === 0)
    throw new Problem('off-network', '这个点 150 米内没有步行路。请在有道路的地方重新选一点。')
  const found = explainNearest(
    walking.graph,
    from,
    places.map((place) => explainedPlace(model, walking, place)),
    { withinMs: WITHIN_MS },
  )
  const place = found === undefined ? undefined : places[found.facility]
  if (found === undefined || place === undefined)
    throw new Problem('not-found', '从这里步行到不了：路网没有连通，或在四小时以外。')
  return walkReplyOf(model, query.profile, { found, place })
}

/** One explained walk as it goes over the wire. `place` is the row of where it leads. */
export function walkReplyOf(
  { places }: StreetModel,
  profile: ProfileName,
  { found, place }: { readonly found: Explanation; readonly place: number },
): WalkReply {
  return {
    placeId: places.ids[place] ?? '',
    placeName: places.names[place] ?? '',
    placeAt: [places.lon[place] ?? 0, places.lat[place] ?? 0],
    seconds: Math.round(found.totalMs / 1000),
    metres: Math.round(found.lengthM),
    isWithin: found.isWithin,
    profile,
    speedMetresPerSecond: found.speedMps,
    path: { type: 'LineString', coordinates: lineOf(found.segments) },
    segments: mergedSegments(found.segments),
    spots: found.spots.map(({ kind, lon, lat, ms }) => ({ kind, at: [lon, lat], seconds: Math.round(ms / 1000) })),
    delays: Object.entries(found.delaysMs).map(([cause, ms]) => ({ cause, seconds: Math.round(ms / 1000) })),
  }
}

function targetsOf(model: StreetModel, query: WalkQuery): readonly number[] {
  if (query.place !== undefined) {
    const place = model.placeIndex.get(query.place)
    if (place === undefined) throw new Problem('not-found', '没有这个网点，或它已停用。')
    return [place]
  }
  const category = model.categories.categories.findIndex(({ id }) => id === query.category)
  if (category < 0) throw new Problem('invalid-input', '没有说明要去哪里：请选一个类别或一个网点。')
  const places = placesByCategory(model.places, model.categories.categories.length)[category] ?? []
  if (places.length === 0)
    throw new Problem('not-found', `全县还没有登记“${model.categories.categories[category]?.name.zh ?? ''}”。`)
  return places
}

export function waysFrom(model: StreetModel, walking: Walking, lon: number, lat: number): WayOn[] {
  return model.snapper
    .snap(wgs84(lon, lat), { excludedEdges: walking.graph.profile.excludedEdges })
    .filter((way) => way.grade !== 'beyond')
}

export function explainedPlace(model: StreetModel, walking: Walking, place: number): ExplainedPlace {
  const { places } = model
  const doors: [number, number][] = []
  for (let e = places.entranceOffset[place] ?? 0; e < (places.entranceOffset[place + 1] ?? 0); e++)
    doors.push([places.entranceLon[e] ?? 0, places.entranceLat[e] ?? 0])
  const at: [number, number] = [places.lon[place] ?? 0, places.lat[place] ?? 0]
  const points = doors.length > 0 ? doors : [at]
  return { lon: at[0], lat: at[1], ways: points.flatMap(([lon, lat]) => waysFrom(model, walking, lon, lat)) }
}

function lineOf(segments: readonly RouteSegment[]): [number, number][] {
  const line: [number, number][] = []
  for (const segment of segments)
    for (const [lon, lat] of segment.line) {
      const last = line.at(-1)
      if (last?.[0] !== lon || last[1] !== lat) line.push([lon, lat])
    }
  return line
}

/** Stretches of one kind along one way in a row are one line of the answer. */
function mergedSegments(segments: readonly RouteSegment[]): WalkReply['segments'] {
  const merged: { kind: string; way: number | undefined; metres: number; seconds: number; of: RouteSegment[] }[] = []
  for (const segment of segments) {
    const kind = kindOf(segment)
    const last = merged.at(-1)
    if (last?.kind === kind && last.way === segment.way) {
      last.metres += segment.lengthM
      last.seconds += segment.ms / 1000
      last.of.push(segment)
    } else merged.push({ kind, way: segment.way, metres: segment.lengthM, seconds: segment.ms / 1000, of: [segment] })
  }
  return merged.map(({ kind, metres, seconds, of }) => ({
    kind,
    metres: Math.round(metres),
    seconds: Math.round(seconds),
    line: lineOf(of),
  }))
}

function kindOf({
  kind,
  flags = 0,
}: RouteSegment): 'leg' | 'steps' | 'crossing' | 'bridge' | 'tunnel' | 'compound' | 'road' {
  if (kind === 'leg') return 'leg'
  if (flags & EDGE_FLAG.steps) return 'steps'
  if (flags & EDGE_FLAG.crossing) return 'crossing'
  if (flags & EDGE_FLAG.bridge) return 'bridge'
  if (flags & EDGE_FLAG.tunnel) return 'tunnel'
  return flags & EDGE_FLAG.private ? 'compound' : 'road'
}
