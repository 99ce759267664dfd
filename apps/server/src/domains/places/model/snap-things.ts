import { sharedF64, sharedU32 } from '@xiayi/engine/columns'
import type { Network } from '@xiayi/engine/network'
import type { SnappedPlaces } from '@xiayi/engine/snapped-places'
import { snapOffThread } from './model-maker.ts'
import type { PointColumns } from './model-rpc.ts'
import type { PlaceColumns } from './place-index.ts'
import { joinSnapped, type SnappedRow } from './snapped-rows.ts'

/** Where a building or place may be entered; `key` changes when that does. */
export interface Thing {
  readonly key: string
  readonly points: readonly (readonly [lon: number, lat: number])[]
}

/** Snapped things of one network: what the next revision takes over. */
export interface SnappedThings {
  readonly table: SnappedPlaces
  readonly rowOf: ReadonlyMap<string, number>
}

/** What is known already: of the same network, or of one that differs from it in places. */
export interface KnownThings {
  readonly network: Network
  readonly things: SnappedThings
}

export function thingOf(
  id: string,
  at: readonly [number, number],
  entrances: readonly (readonly [number, number])[],
): Thing {
  const points = entrances.length > 0 ? entrances : [at]
  return { key: `${id} ${points.join(' ')}`, points }
}

export function thingsOfPlaces(places: PlaceColumns): Thing[] {
  const { entranceOffset, entranceLon, entranceLat } = places
  return places.ids.map((id, i) => {
    const entrances: [number, number][] = []
    for (let e = entranceOffset[i] ?? 0; e < (entranceOffset[i + 1] ?? 0); e++)
      entrances.push([entranceLon[e] ?? 0, entranceLat[e] ?? 0])
    return thingOf(id, [places.lon[i] ?? 0, places.lat[i] ?? 0], entrances)
  })
}

/**
 * Hangs things into a network. Finding the ways on takes 0.1-0.3 ms a thing and happens on the model worker; things that
 * are known at the same place are taken over, so that one moved shop does not cost a city.
 */
export async function snapThings(
  network: Network,
  things: readonly Thing[],
  options: { excludedEdges: number; known: KnownThings | undefined },
): Promise<SnappedThings> {
  const { excludedEdges, known } = options
  const rowOf = new Map(things.map((thing, i) => [thing.key, i]))
  if (known !== undefined && known.network !== network) {
    const rows = Int32Array.from(things, ({ key }) => known.things.rowOf.get(key) ?? -1)
    const carried = { network: known.network, table: known.things.table, rows }
    return { table: await snapOffThread({ network, things: pointColumns(things), excludedEdges, carried }), rowOf }
  }
  const before = known?.things
  const isKnown = (thing: Thing) => before?.rowOf.has(thing.key) === true
  const fresh = things.filter((thing) => !isKnown(thing))
  const table = await snapOffThread({
    network,
    things: pointColumns(fresh),
    excludedEdges,
  })
  let next = 0
  const rows = things.map((thing): SnappedRow => {
    const row = before?.rowOf.get(thing.key)
    return before === undefined || row === undefined ? { table, row: next++ } : { table: before.table, row }
  })
  return { table: joinSnapped(rows), rowOf }
}

export function pointColumns(things: readonly Pick<Thing, 'points'>[]): PointColumns {
  const offset = sharedU32(things.length + 1)
  things.forEach((thing, i) => {
    offset[i + 1] = (offset[i] ?? 0) + thing.points.length
  })
  const total = offset[things.length] ?? 0
  const columns = { offset, lon: sharedF64(total), lat: sharedF64(total) }
  let at = 0
  for (const { points } of things)
    for (const [lon, lat] of points) {
      columns.lon[at] = lon
      columns.lat[at] = lat
      at++
    }
  return columns
}
