import { type BaseFeature, type BaseMap, baseMap } from '@xiayi/paper/base-map'
import type { MapFrame } from '@xiayi/paper/map-frame'
import { type Metres, mercator, metresOf } from '@xiayi/paper/map-scene'
import { z } from 'zod'
import type { TilePage } from '../../places/public.ts'

const line = z.array(z.array(z.number()))
const lines = z.array(line)

export interface GroundPlace {
  readonly name: string
  readonly category: string
  /** basic, quality or public */
  readonly tier: string
  readonly at: readonly [x: number, y: number]
}

export interface Ground {
  readonly places: readonly GroundPlace[]
  base(frame: MapFrame): BaseMap
}

/** The county's street map as pages of rows arrive, kept in metres for every map of a report. */
export class GroundKeeper implements Ground {
  readonly #features: BaseFeature[] = []
  readonly #footprints: Metres[] = []
  readonly #places: GroundPlace[] = []

  get places(): readonly GroundPlace[] {
    return this.#places
  }

  add(page: TilePage): void {
    switch (page.table) {
      case 'background':
        for (const { kind, detail, name, isArea, lines: text } of page.rows)
          this.#features.push({ kind, detail, name, isArea, lines: lines.parse(JSON.parse(text)).map(metresOf) })
        return
      case 'building':
        for (const { footprint } of page.rows) this.#footprints.push(metresOf(line.parse(JSON.parse(footprint))))
        return
      case 'place':
        for (const { name, category, tier, lon, lat } of page.rows)
          this.#places.push({ name, category, tier, at: mercator(lon, lat) })
        return
      case 'area':
        // Boundaries come with the circles, as the screen's map has them.
        return
    }
  }

  base(frame: MapFrame): BaseMap {
    return baseMap(this.#features, this.#footprints, { scale: frame.scale, seen: frame.seen })
  }
}
