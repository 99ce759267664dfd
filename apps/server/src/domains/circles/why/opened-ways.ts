import type { ShorterWayReply } from '@xiayi/contract/circle-why'
import { BarrierIndex } from '@xiayi/engine/barrier-index'
import type { Network } from '@xiayi/engine/network'
import { type LinkEnd, type ShorterWay, shorterWays } from '@xiayi/engine/shorter-ways'
import { WhatIf } from '@xiayi/engine/what-if'
import { METRES_PER_DEGREE } from '@xiayi/geo/distance'
import type { StreetModel } from '../../places/public.ts'
import { pickSnapped } from '../building-walks.ts'
import type { Asked } from './way.service.ts'

/** A longer link is a street to be planned. */
const LONGEST_M = 200
const MOST = 3

const barriers = new WeakMap<Network, BarrierIndex>()

/** Links that would bring the nearest place within the limit, the shortest first; each is walked in the engine before it is told. */
export function openedWays({ model, walking, origin, places, withinMs }: Asked): ShorterWayReply[] {
  if (places.length === 0) return []
  const board = new WhatIf(walking.graph, pickSnapped(walking.places, places), withinMs)
  const houses = new HousesNear(model, origin.at)
  const found = shorterWays(board, {
    origin: origin.ways,
    withinMs,
    longestM: LONGEST_M,
    most: MOST,
    isFree: (from, to) => houses.areBeside(from, to),
  })
  return found.map((way) => ({
    kind: kindOf(model.network, way),
    line: [
      [way.from.lon, way.from.lat],
      [way.to.lon, way.to.lat],
    ],
    metres: Math.round(way.lengthM),
    seconds: Math.ceil(way.ms / 1000),
    placeName: model.places.names[places[way.facility] ?? -1] ?? '',
  }))
}

/** Out of a compound it is a gate, over water, rails or a wall a bridge, else a path. */
function kindOf(network: Network, { from, to }: ShorterWay): ShorterWayReply['kind'] {
  if (from.isPrivate) return 'gate'
  const index = barriers.get(network) ?? new BarrierIndex(network.barriers)
  barriers.set(network, index)
  return index.isLineCut([from.lon, from.lat, to.lon, to.lat]) ? 'footbridge' : 'path'
}

const CELL_M = 200

/** Buildings as squares, in cells: nobody walks straight through a house. */
class HousesNear {
  readonly #cells = new Map<string, { x: number; y: number; halfM: number }[]>()
  readonly #perLon: number

  constructor({ buildings }: StreetModel, [, lat]: readonly [number, number]) {
    this.#perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
    for (let b = 0; b < buildings.count; b++) {
      const [x, y] = this.#metres({ lon: buildings.lon[b] ?? 0, lat: buildings.lat[b] ?? 0 })
      const key = `${Math.floor(x / CELL_M)} ${Math.floor(y / CELL_M)}`
      const house = { x, y, halfM: Math.sqrt(buildings.footprintM2[b] ?? 0) / 2 }
      const cell = this.#cells.get(key)
      if (cell) cell.push(house)
      else this.#cells.set(key, [house])
    }
  }

  /** Whether every house lies beside the straight line. */
  areBeside(from: LinkEnd, to: LinkEnd): boolean {
    const [ax, ay] = this.#metres(from)
    const [bx, by] = this.#metres(to)
    const squared = (bx - ax) ** 2 + (by - ay) ** 2
    const column = Math.floor((ax + bx) / 2 / CELL_M)
    const row = Math.floor((ay + by) / 2 / CELL_M)
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const { x, y, halfM } of this.#cells.get(`${column + dx} ${row + dy}`) ?? []) {
          const along = squared > 0 ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared : 0
          const share = Math.max(0, Math.min(1, along))
          if (Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y) < halfM) return false
        }
    return true
  }

  #metres({ lon, lat }: { lon: number; lat: number }): [number, number] {
    return [lon * this.#perLon, lat * METRES_PER_DEGREE]
  }
}
