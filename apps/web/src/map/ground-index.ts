/**
 * Which building or hexagon lies under a point. A plain grid over columns: 22,000 buildings are sorted into it in some
 * milliseconds, and a question looks at one or a few cells.
 */
export interface GroundIndex {
  /** the building whose middle is nearest, within so many degrees of longitude; -1 */
  nearest(lon: number, lat: number, reachLon: number): number
  /** the ring that holds the point; -1 */
  ringAt(lon: number, lat: number): number
}

type Ring = readonly (readonly [number, number])[]

const PER_CELL = 4

export function groundIndex(shape: {
  readonly lon: ArrayLike<number>
  readonly lat: ArrayLike<number>
  readonly rings: readonly Ring[]
}): GroundIndex {
  const { lon, lat, rings } = shape
  const points = cells(lon, lat)
  const middles = rings.map((ring) => [mean(ring, 0), mean(ring, 1)] as const)
  const hexes = cells(
    middles.map(([x]) => x),
    middles.map(([, y]) => y),
  )
  const reach = Math.max(0, ...rings.slice(0, 50).map((ring) => Math.max(...ring.map(([x]) => x)) - mean(ring, 0)))
  return {
    nearest(x, y, reachLon) {
      const squeeze = Math.cos((y * Math.PI) / 180)
      let best = -1
      let least = reachLon ** 2
      points.forEachNear(x, y, reachLon, (b) => {
        const far = ((lon[b] ?? 0) - x) ** 2 + (((lat[b] ?? 0) - y) / squeeze) ** 2
        if (far > least) return
        least = far
        best = b
      })
      return best
    },
    ringAt(x, y) {
      let found = -1
      hexes.forEachNear(x, y, reach * 1.3, (h) => {
        if (holds(rings[h] ?? [], x, y)) found = h
      })
      return found
    },
  }
}

function cells(lon: ArrayLike<number>, lat: ArrayLike<number>) {
  const [west, east] = range(lon)
  const [south, north] = range(lat)
  const side = Math.max(1, Math.ceil(Math.sqrt(lon.length / PER_CELL)))
  const column = (x: number) => Math.floor(((x - west) / (east - west || 1)) * (side - 1))
  const row = (y: number) => Math.floor(((y - south) / (north - south || 1)) * (side - 1))
  const lists = new Map<number, number[]>()
  for (let i = 0; i < lon.length; i++) {
    const cell = row(lat[i] ?? 0) * side + column(lon[i] ?? 0)
    const list = lists.get(cell)
    if (list) list.push(i)
    else lists.set(cell, [i])
  }
  return {
    forEachNear(x: number, y: number, reach: number, visit: (i: number) => void): void {
      for (let r = Math.max(0, row(y - reach)); r <= Math.min(side - 1, row(y + reach)); r++)
        for (let c = Math.max(0, column(x - reach)); c <= Math.min(side - 1, column(x + reach)); c++)
          for (const i of lists.get(r * side + c) ?? []) visit(i)
    },
  }
}

function range(values: ArrayLike<number>): [number, number] {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

function mean(ring: Ring, axis: 0 | 1): number {
  return ring.reduce((sum, at) => sum + at[axis], 0) / Math.max(1, ring.length)
}

function holds(ring: Ring, x: number, y: number): boolean {
  let isIn = false
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] ?? [0, 0]
    const [bx, by] = ring[i] ?? [0, 0]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn
  }
  return isIn
}
