import type { Wgs84 } from '@xiayi/geo/coordinates'
import type { AreaShape } from './area-shapes.ts'
import type { IndexedOsm } from './indexed-osm.ts'

/**
 * Coordinates of footprints take several times the memory of the extract they come from, so they are made when asked for. The
 * getter is the object's own and enumerable: spreading and JSON see a plain value. All objects share one, because a getter
 * written in each literal costs a hidden class per object.
 */
const SOURCE = Symbol('source')

interface AreaSource {
  readonly osm: IndexedOsm
  readonly area: AreaShape
  /** index of the polygon */
  readonly part: number
}

const FOOTPRINT: PropertyDescriptor & ThisType<{ readonly [SOURCE]: AreaSource }> = {
  enumerable: true,
  get() {
    const { osm, area, part } = this[SOURCE]
    return osm.line(area.polygons[part]?.[0] ?? [])
  },
}

/** Adds `footprint`: the outline of one polygon of the area. */
export function defineFootprint<T extends object>(
  target: T,
  source: AreaSource,
): asserts target is T & { readonly footprint: readonly Wgs84[] } {
  Object.defineProperty(target, SOURCE, { value: source })
  Object.defineProperty(target, 'footprint', FOOTPRINT)
}
