/** A small town as .osm XML: `size` × `size` streets 100 m apart, a house in every block, some shops beside the streets. */
export interface GridShop {
  readonly id: number
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
}

export const GRID = { west: 116.13, south: 34.23, stepLon: 0.0010886, stepLat: 0.0009 } as const

/** Middle of a block, some metres off the streets. */
export function besideStreet(column: number, row: number): [number, number] {
  return [GRID.west + GRID.stepLon * (column + 0.3), GRID.south + GRID.stepLat * (row + 0.06)]
}

export function streetGrid(size: number, options: { shops?: readonly GridShop[]; houses?: boolean } = {}): string {
  const lines: string[] = []
  const node = (column: number, row: number) => 1 + row * size + column
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      lines.push(
        `<node id="${node(column, row)}" lon="${(GRID.west + column * GRID.stepLon).toFixed(7)}" lat="${(GRID.south + row * GRID.stepLat).toFixed(7)}" version="1"/>`,
      )
  for (const [i, shop] of (options.shops ?? []).entries()) {
    const [lon, lat] = besideStreet(i % (size - 1), Math.floor(i / (size - 1)) % (size - 1))
    const tags = Object.entries({ name: shop.name, ...shop.tags })
    lines.push(
      `<node id="${shop.id}" lon="${lon.toFixed(7)}" lat="${lat.toFixed(7)}" version="1">${tags.map(([k, v]) => `<tag k="${k}" v="${v}"/>`).join('')}</node>`,
    )
  }
  const ways: string[] = []
  const way = (id: number, nodes: readonly number[], tags: string) =>
    ways.push(`<way id="${id}" version="1">${nodes.map((each) => `<nd ref="${each}"/>`).join('')}${tags}</way>`)
  const indexes = Array.from({ length: size }, (_, i) => i)
  for (const i of indexes) {
    way(
      100 + i,
      indexes.map((row) => node(i, row)),
      '<tag k="highway" v="residential"/>',
    )
    way(
      500 + i,
      indexes.map((column) => node(column, i)),
      '<tag k="highway" v="residential"/>',
    )
  }
  if (options.houses !== false)
    for (let row = 0; row < size - 1; row++)
      for (let column = 0; column < size - 1; column++) {
        const id = 1_000_000 + (row * size + column) * 4
        const corners = [
          [0.4, 0.4],
          [0.6, 0.4],
          [0.6, 0.6],
          [0.4, 0.6],
        ] as const
        for (const [k, [x, y]] of corners.entries())
          lines.push(
            `<node id="${id + k}" lon="${(GRID.west + GRID.stepLon * (column + x)).toFixed(7)}" lat="${(GRID.south + GRID.stepLat * (row + y)).toFixed(7)}" version="1"/>`,
          )
        way(id, [id, id + 1, id + 2, id + 3, id], '<tag k="building" v="apartments"/><tag k="building:levels" v="6"/>')
      }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${lines.join('\n')}\n${ways.join('\n')}\n</osm>\n`
}
