import { doBoxesOverlap } from '@xiayi/geo/boxes'
import type { KnownArea } from '../imports/import-areas.sql.ts'
import type { AreaRecord, Point } from '../imports/import-records.ts'
import type { Decision, Verdict } from '../imports/import-verdict.ts'
import { AreaShape } from './area-shape.ts'

interface Remembered extends Omit<KnownArea, 'polygons'> {
  readonly shape: AreaShape
  readonly fromRow?: number
}

interface Overlap {
  readonly area: Remembered
  readonly share: number
}

/** Cells that the county draws for itself while it has no communities give way to real ones without a question. */
export const AUTOMATIC_SOURCE = 'automatic'
/** Two communities that share this much of the smaller one are the same until someone decides. */
const SAME_SHARE = 0.5
/** Smaller overlaps are drawing errors along the border; they are told, not refused. */
const TOLD_SHARE = 0.02
const SAMPLES = 24

export class AreaJudge {
  readonly #source: string
  readonly #newId: () => string
  readonly #buildings: readonly Point[]
  readonly #bySourceId = new Map<string, Remembered>()
  readonly #communities: Remembered[] = []
  readonly #seen = new Set<string>()

  constructor(options: {
    source: string
    known: readonly KnownArea[]
    newId: () => string
    /** to tell a community that nobody lives in; empty when the county has none yet */
    buildings: readonly Point[]
  }) {
    this.#buildings = options.buildings
    this.#source = options.source
    this.#newId = options.newId
    for (const area of options.known) this.#remember({ ...area, shape: new AreaShape(area.polygons) })
  }

  judge(record: AreaRecord, decision: Decision | null): Verdict {
    const own = this.#bySourceId.get(record.sourceId)
    if (own !== undefined) this.#seen.add(own.id)
    const shape = new AreaShape(record.polygons)
    const overlap = record.kind === 'community' ? this.#overlapOf(shape, own) : undefined
    const notes = [record.note, overlapWords(overlap), record.kind === 'community' ? this.#emptyWords(shape) : null]
    const message = notes.filter((note) => note !== null).join('；') || null
    const verdict = this.#verdict({ record, decision, own, overlap, message })
    if (verdict.action !== 'none')
      this.#remember({ ...record, id: verdict.id, source: this.#source, shape, fromRow: record.row })
    return verdict
  }

  idOf(sourceId: string): string | undefined {
    return this.#bySourceId.get(sourceId)?.id
  }

  unseenCompounds(): readonly string[] {
    return [...this.#bySourceId.values()]
      .filter((area) => area.kind === 'compound' && area.fromRow === undefined && !this.#seen.has(area.id))
      .map((area) => area.id)
  }

  #verdict(given: {
    readonly record: AreaRecord
    readonly decision: Decision | null
    readonly own: Remembered | undefined
    readonly overlap: Overlap | undefined
    readonly message: string | null
  }): Verdict {
    const { record, decision, own, overlap, message } = given
    const { sourceId } = record
    const plain = { existing: null, column: null, message, remedy: null, sourceId }
    if (own !== undefined) {
      if (own.sha256 === record.sha256) return { ...plain, state: 'unchanged', action: 'none', id: own.id }
      return { ...plain, state: 'update', action: 'update', id: own.id }
    }
    if (overlap === undefined || overlap.share < SAME_SHARE)
      return { ...plain, state: 'create', action: 'insert', id: this.#newId() }
    const isCopy = decision === 'create'
    return {
      state: 'conflict',
      action: decision === 'replace' ? 'update' : isCopy ? 'insert' : 'none',
      id: isCopy ? this.#newId() : overlap.area.id,
      existing: { id: overlap.area.id, metres: 0 },
      column: null,
      message: `与${whose(overlap.area)}社区“${overlap.area.name}”重叠 ${Math.round(overlap.share * 100)} %，可能是同一个社区`,
      remedy: '同一个社区就选“替换”（生活圈不变）或“保留”；确实是两个社区才选“新增”',
      sourceId,
    }
  }

  #emptyWords(shape: AreaShape): string | null {
    if (this.#buildings.length === 0 || this.#buildings.some(([lon, lat]) => shape.contains(lon, lat))) return null
    return '里面没有一栋建筑，评估时没有居民'
  }

  #overlapOf(shape: AreaShape, own: Remembered | undefined): Overlap | undefined {
    let worst: Overlap | undefined
    for (const area of this.#communities) {
      if (area.id === own?.id || area.source === AUTOMATIC_SOURCE || !doBoxesOverlap(area.shape.box, shape.box))
        continue
      const share = Math.max(shareInside(shape, area.shape), shareInside(area.shape, shape))
      if (share >= TOLD_SHARE && (worst === undefined || share > worst.share)) worst = { area, share }
    }
    return worst
  }

  #remember(area: Remembered): void {
    if (area.source === this.#source) this.#bySourceId.set(area.sourceId, area)
    const at = this.#communities.findIndex((each) => each.id === area.id)
    if (at >= 0) this.#communities.splice(at, 1)
    if (area.kind === 'community') this.#communities.push(area)
  }
}

/** A small overlap is told and accepted; a large one is a conflict, which has its own words. */
function overlapWords(overlap: Overlap | undefined): string | null {
  if (overlap === undefined || overlap.share >= SAME_SHARE) return null
  const percent = Math.max(1, Math.round(overlap.share * 100))
  return `与${whose(overlap.area)}社区“${overlap.area.name}”重叠约 ${percent} %，重叠处的楼房只算在一个社区里`
}

function whose(area: Remembered): string {
  return area.fromRow === undefined ? '已有' : `第 ${area.fromRow} 个要素`
}

/** Share of `inner`'s area that lies in `outer`, on a raster of 24 × 24 sample points. */
function shareInside(inner: AreaShape, outer: AreaShape): number {
  const { box } = inner
  let inside = 0
  let both = 0
  for (let i = 0; i < SAMPLES; i++)
    for (let j = 0; j < SAMPLES; j++) {
      const lon = box[0] + ((box[2] - box[0]) * (i + 0.5)) / SAMPLES
      const lat = box[1] + ((box[3] - box[1]) * (j + 0.5)) / SAMPLES
      if (!inner.contains(lon, lat)) continue
      inside++
      if (outer.contains(lon, lat)) both++
    }
  return inside === 0 ? 0 : both / inside
}
