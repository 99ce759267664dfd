import type { Wgs84 } from '@xiayi/geo/coordinates'
import type { AreaShape } from './area-shapes.ts'
import type { IndexedOsm } from './indexed-osm.ts'

/**
 * Coordinates of footprints and base-map lines take several times the memory of the extract they come from, so they are
 * made when asked for. The getters are the objects' own and enumerable: spreading and JSON see plain values. All objects share
 * one getter, because a getter written in each literal costs a hidden class per object.
 */
const SOURCE = Symbol('source')

interface AreaSource {
  readonly osm: IndexedOsm
  readonly area: AreaShape
  /** index of the polygon */
  readonly part: number
}

interface LineSource {
  readonly osm: IndexedOsm
  readonly way: number
  /** index of the run, where missing nodes cut the way */
  readonly part: number
}

const FOOTPRINT: PropertyDescriptor & ThisType<{ readonly [SOURCE]: AreaSource }> = {
  enumerable: true,
  get() {
    const { osm, area, part } = this[SOURCE]
    return osm.line(area.polygons[part]?.[0] ?? [])
  },
}

// One getter for areas and lines: two for one name would cost every object a table of its own (450 bytes).
const LINES: PropertyDescriptor & ThisType<{ readonly [SOURCE]: AreaSource | LineSource }> = {
  enumerable: true,
  get() {
    const source = this[SOURCE]
    const { osm, part } = source
    if ('area' in source) return (source.area.polygons[part] ?? []).map((ring) => osm.line(ring))
    return [osm.line(osm.runsOf(source.way)[part] ?? [])]
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

/** Adds `lines`: all rings of one polygon of an area, or one run of a way. */
export function defineLines<T extends object>(
  target: T,
  source: AreaSource | LineSource,
): asserts target is T & { readonly lines: readonly (readonly Wgs84[])[] } {
  Object.defineProperty(target, SOURCE, { value: source })
  Object.defineProperty(target, 'lines', LINES)
}
