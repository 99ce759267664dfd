import { haversineM } from '@xiayi/geo/distance'
import type { PlaceRecord } from './import-records.ts'
import type { Decision, Verdict } from './import-verdict.ts'

/** A place as the county has it, or as an earlier row of the same file is about to make it. */
export interface KnownPlace {
  readonly id: string
  readonly source: string
  readonly sourceId: string
  readonly name: string
  readonly lon: number
  readonly lat: number
  readonly sha256: string
  readonly isRemoved: boolean
  /** what somebody at the desk made of it, where that is not what its source says; `sha256` is then the source's last word */
  readonly desk?: DeskWord | undefined
  readonly fromRow?: number
}

export interface DeskWord {
  readonly by: string | null
  readonly at: Date
  /** of the content as the desk left it; null where it only removed the place */
  readonly sha256: string | null
}

/** Two shops of one name this near are taken for one until someone decides. */
const SAME_PLACE_M = 50
/** One id with another name this far away is more likely another list's id than a shop that moved. */
const MOVED_M = 500

/**
 * Decides what becomes of each place of an import, in the order of the file. A place is known by its source and its id
 * there; one that is new but stands where a namesake stands is a conflict, for a person to decide. Undecided means keep:
 * what is there stays as it is.
 */
export class PlaceJudge {
  readonly #source: string
  readonly #isMap: boolean
  readonly #newId: () => string
  readonly #bySourceId = new Map<string, KnownPlace>()
  /** by name and cell */
  readonly #byName = new Map<string, KnownPlace[]>()
  readonly #keyOf = new Map<string, string>()
  readonly #seen = new Set<string>()

  constructor(options: {
    source: string
    /** a street map names each of its things itself: two of one name side by side are two */
    isMap?: boolean
    known: Iterable<KnownPlace>
    newId: () => string
  }) {
    this.#isMap = options.isMap === true
    this.#source = options.source
    this.#newId = options.newId
    for (const place of options.known) this.#remember(place)
  }

  judge(record: PlaceRecord, decision: Decision | null): Verdict {
    const own = this.#bySourceId.get(record.sourceId)
    if (own !== undefined) this.#seen.add(own.id)
    const verdict = own === undefined ? this.#judgeNew(record, decision) : this.#judgeOwn(record, own, decision)
    if (verdict.action === 'insert' || verdict.action === 'update') {
      this.#seen.add(verdict.id)
      this.#remember({
        id: verdict.id,
        source: this.#source,
        sourceId: verdict.sourceId,
        name: record.name,
        lon: record.lon,
        lat: record.lat,
        sha256: record.sha256,
        isRemoved: false,
        fromRow: record.row,
      })
    }
    return verdict
  }

  /** Places of this source that no row spoke of. */
  unseen(): readonly KnownPlace[] {
    return [...this.#bySourceId.values()].filter((place) => !place.isRemoved && !this.#seen.has(place.id))
  }

  #judgeOwn(record: PlaceRecord, own: KnownPlace, decision: Decision | null): Verdict {
    const plain = { existing: null, column: null, message: record.note, remedy: null, sourceId: record.sourceId }
    if (!own.isRemoved && own.sha256 === record.sha256)
      return { ...plain, state: 'unchanged', action: 'none', id: own.id }
    const metres = haversineM(own.lon, own.lat, record.lon, record.lat)
    const isAnother = normalName(own.name) !== normalName(record.name) && metres > MOVED_M
    if (own.desk !== undefined && own.sha256 === record.sha256)
      return { ...plain, state: 'unchanged', action: 'none', id: own.id }
    const isOverDesk = own.desk !== undefined && (own.isRemoved || own.desk.sha256 !== record.sha256)
    if (!isOverDesk && (!isAnother || own.isRemoved)) return { ...plain, state: 'update', action: 'update', id: own.id }
    const copyId = `${record.sourceId}/${record.sha256.slice(0, 12)}`
    const copy = this.#bySourceId.get(copyId)
    if (copy !== undefined && copy.sha256 === record.sha256) {
      this.#seen.add(copy.id)
      return { ...plain, state: 'unchanged', action: 'none', id: copy.id, sourceId: copyId }
    }
    if (isOverDesk) return this.#overDesk(record, own, decision, { metres, copyId })
    return this.#conflict(own, decision, {
      metres,
      sourceId: record.sourceId,
      copyId,
      message: `编号与“${own.name}”相同，但名称不同，位置相距 ${Math.round(metres)} 米`,
      remedy: '同一家就选“替换”，不是同一家就选“新增”，不确定就选“保留”',
    })
  }

  /** The file says something new of a place that the desk changed. Kept, the desk's word stands against this word of the file. */
  #overDesk(
    record: PlaceRecord,
    own: KnownPlace,
    decision: Decision | null,
    { metres, copyId }: { metres: number; copyId: string },
  ): Verdict {
    const verdict = this.#conflict(own, decision, {
      metres,
      sourceId: record.sourceId,
      copyId,
      message: own.isRemoved
        ? `“${own.name}”已由${deskWords(own)}移除，文件里还有，内容也变了`
        : `“${own.name}”由${deskWords(own)}改过，文件里的内容与改后的不同`,
      remedy: own.isRemoved
        ? '确已停业就选“保留”，又开了就选“替换”'
        : '以改过的为准就选“保留”，以文件为准就选“替换”，其实是另一家就选“新增”',
    })
    return decision === 'keep' ? { ...verdict, action: 'acknowledge' } : verdict
  }

  #judgeNew(record: PlaceRecord, decision: Decision | null): Verdict {
    const twin = this.#twinOf(record)
    if (twin === undefined)
      return {
        state: 'create',
        action: 'insert',
        id: this.#newId(),
        existing: null,
        column: null,
        message: record.note,
        remedy: null,
        sourceId: record.sourceId,
      }
    const metres = haversineM(twin.lon, twin.lat, record.lon, record.lat)
    const other = twin.fromRow !== undefined ? `第 ${twin.fromRow} 行` : twin.isRemoved ? '已移除的网点' : '已有网点'
    return this.#conflict(twin, decision, {
      metres,
      sourceId: record.sourceId,
      copyId: record.sourceId,
      message: `与${other}“${twin.name}”同名，相距 ${Math.round(metres)} 米，可能是同一家`,
      remedy: '同一家就选“保留”或“替换”，不是同一家就选“新增”',
    })
  }

  #conflict(
    other: KnownPlace,
    decision: Decision | null,
    words: { metres: number; sourceId: string; copyId: string; message: string; remedy: string },
  ): Verdict {
    const isCopy = decision === 'create'
    return {
      state: 'conflict',
      action: decision === 'replace' ? 'update' : isCopy ? 'insert' : 'none',
      id: isCopy ? this.#newId() : other.id,
      existing: { id: other.id, metres: Math.round(words.metres * 10) / 10 },
      column: null,
      message: words.message,
      remedy: words.remedy,
      sourceId: isCopy ? words.copyId : words.sourceId,
    }
  }

  #twinOf(record: PlaceRecord): KnownPlace | undefined {
    return keysAround(record)
      .flatMap((key) => this.#byName.get(key) ?? [])
      .filter((place) => !(this.#isMap && place.source === this.#source))
      .map((place) => ({ place, metres: haversineM(place.lon, place.lat, record.lon, record.lat) }))
      .filter(({ metres }) => metres <= SAME_PLACE_M)
      .toSorted((a, b) => a.metres - b.metres || (a.place.id < b.place.id ? -1 : 1))[0]?.place
  }

  #remember(place: KnownPlace): void {
    if (place.source === this.#source) this.#bySourceId.set(place.sourceId, place)
    const before = this.#keyOf.get(place.id)
    if (before !== undefined)
      this.#byName.set(
        before,
        (this.#byName.get(before) ?? []).filter((each) => each.id !== place.id),
      )
    // What the desk removed is remembered by its name: another list that still has it asks before it comes back.
    if (place.isRemoved && place.desk === undefined) return
    const key = keyOf(normalName(place.name), place.lon, latCell(place.lat))
    this.#keyOf.set(place.id, key)
    const same = this.#byName.get(key)
    if (same === undefined) this.#byName.set(key, [place])
    else same.push(place)
  }
}

/** Who changed it at the desk, and when. */
export function deskWords({ desk }: Pick<KnownPlace, 'desk'>): string {
  if (desk === undefined) return '工作台'
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/.exec(inBeijing(desk.at)) ?? []
  return `${desk.by ?? '工作台'}（${Number(month)}月${Number(day)}日）`
}

const EIGHT_HOURS_MS = 8 * 3600 * 1000

function inBeijing(time: Date): string {
  return new Date(time.getTime() + EIGHT_HOURS_MS).toISOString()
}

// Namesakes are kept by cells of about 55 m, so that ten thousand places of one name cost no more than ten.
const CELL_DEGREES = 0.0005

function latCell(lat: number): number {
  return Math.floor(lat / CELL_DEGREES)
}

function keyOf(name: string, lon: number, row: number, aside = 0): string {
  const narrow = Math.max(0.01, Math.cos((row * CELL_DEGREES * Math.PI) / 180))
  return `${row} ${Math.floor((lon * narrow) / CELL_DEGREES) + aside} ${name}`
}

function keysAround(record: PlaceRecord): string[] {
  const name = normalName(record.name)
  const row = latCell(record.lat)
  return [-1, 0, 1].flatMap((up) => [-1, 0, 1].map((aside) => keyOf(name, record.lon, row + up, aside)))
}

/** One spelling for names that differ in width, case, spaces or punctuation only. */
export function normalName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '')
}
