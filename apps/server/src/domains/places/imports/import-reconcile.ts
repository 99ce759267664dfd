import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/db/db.ts'
import { AreaJudge } from '../areas/area-judge.rules.ts'
import { knownAreas } from './import-areas.sql.ts'
import { buildingPoints, type KnownThing, knownBuildings } from './import-buildings.sql.ts'
import { knownPlaces } from './import-places.sql.ts'
import type { AreaRecord, BuildingRecord, FaultRecord, ImportRecord, PlaceRecord } from './import-records.ts'
import {
  countVerdict,
  type Decisions,
  type ImportTally,
  newTally,
  type StandingConflict,
  type Verdict,
} from './import-verdict.ts'
import type { Reading } from './import-work.ts'
import { deskWords, type KnownPlace, PlaceJudge } from './place-judge.rules.ts'

type Judged<R extends ImportRecord> = { readonly record: R; readonly verdict: Verdict }

/** What the dry run notes and the applying writes: the same walk over the same records, with another sink. */
export interface ReconcileSink {
  places(batch: readonly Judged<PlaceRecord>[]): Promise<void>
  buildings(batch: readonly (Judged<BuildingRecord> & { readonly compoundId: string | null })[]): Promise<void>
  areas(batch: readonly Judged<AreaRecord>[]): Promise<void>
  faults(batch: readonly Judged<FaultRecord>[]): Promise<void>
  /** things of a street map's source that the new one no longer has */
  gone(things: {
    readonly places: readonly string[]
    /** places that the desk changed and keeps although their source lacks them */
    readonly adopted: readonly string[]
    readonly buildings: readonly string[]
    readonly compounds: readonly string[]
  }): Promise<void>
  /** what was changed here and the file does not have, or has already */
  standing(conflicts: readonly StandingConflict[]): Promise<void>
}

export interface ReconcileOptions {
  readonly source: string
  /** true: what the file does not mention is gone (a street map); false: a file speaks of its own rows only */
  readonly isWhole: boolean
  readonly decisions: Decisions
  readonly signal: AbortSignal
  readonly onBatch?: (rows: number) => void
  /** conflicts of standing network edits with the new map, not numbered yet */
  readonly networkConflicts?: readonly Omit<StandingConflict, 'row'>[]
}

/** Compares every record with what the county has now, and hands it to the sink with its verdict. */
export async function reconcile(
  db: Db,
  reading: Reading,
  sink: ReconcileSink,
  options: ReconcileOptions,
): Promise<ImportTally> {
  const { source, decisions, signal } = options
  const tally = newTally()
  const places = new PlaceJudge({
    source,
    isMap: options.isWhole,
    known: await knownPlaces(db),
    newId: randomUUID,
  })
  const known = await knownAreas(db, ['county', 'town', 'community', 'compound'])
  const areas = new AreaJudge({
    source,
    known,
    newId: randomUUID,
    buildings: options.isWhole ? [] : await buildingPoints(db),
  })
  const buildings = new BuildingJudge(options.isWhole ? await knownBuildings(db, source) : new Map())

  let lastRow = 0
  for await (const batch of reading.batches()) {
    signal.throwIfAborted()
    const judgedPlaces: Judged<PlaceRecord>[] = []
    const judgedAreas: Judged<AreaRecord>[] = []
    const judgedBuildings: (Judged<BuildingRecord> & { compoundId: string | null })[] = []
    const faults: Judged<FaultRecord>[] = []
    for (const record of batch) {
      lastRow = Math.max(lastRow, record.row)
      const decision = decisions.byRow.get(record.row) ?? null
      if (record.type === 'place') judgedPlaces.push({ record, verdict: places.judge(record, decision) })
      else if (record.type === 'area') judgedAreas.push({ record, verdict: areas.judge(record, decision) })
      else if (record.type === 'building') {
        const compoundId = record.compound === null ? null : (areas.idOf(record.compound) ?? null)
        judgedBuildings.push({ record, verdict: buildings.judge(record), compoundId })
      } else if (record.type === 'fault') faults.push({ record, verdict: faultVerdict(record) })
    }
    for (const { verdict } of [...judgedPlaces, ...judgedAreas, ...judgedBuildings, ...faults])
      countVerdict(tally, verdict.state, verdict.action)
    // Areas first: buildings of the same batch may stand in them.
    await sink.areas(judgedAreas)
    await sink.buildings(judgedBuildings)
    await sink.places(judgedPlaces)
    await sink.faults(faults)
    options.onBatch?.(tally.rows)
  }
  if (options.isWhole) {
    const unseen = places.unseen()
    const changedHere = unseen.filter((place) => place.desk !== undefined)
    const decided = (place: KnownPlace) => decisions.byId.get(place.id)
    const gone = {
      places: unseen.filter((place) => place.desk === undefined || decided(place) === 'drop').map(({ id }) => id),
      adopted: changedHere.filter((place) => decided(place) === 'keep').map(({ id }) => id),
      buildings: buildings.unseen(),
      compounds: areas.unseenCompounds(),
    }
    tally.removed = gone.places.length + gone.buildings.length + gone.compounds.length
    await sink.gone(gone)
    const conflicts = [...changedHere.map(goneConflict), ...(options.networkConflicts ?? [])].map((conflict, i) => ({
      ...conflict,
      row: lastRow + 1 + i,
    }))
    tally.standing = conflicts.length
    await sink.standing(conflicts)
  }
  return tally
}

function goneConflict(place: KnownPlace): Omit<StandingConflict, 'row'> {
  return {
    about: 'gone-place',
    id: place.id,
    name: place.name,
    message: `“${place.name}”由${deskWords(place)}改过，新的地图里没有它了`,
    remedy: '还在营业就选“保留”，以后作为自己登记的网点；确实没有了就选“移除”。不选就先留着，下次导入再问',
  }
}

function faultVerdict(record: FaultRecord): Verdict {
  return {
    state: 'error',
    action: 'none',
    id: '',
    existing: null,
    column: record.column,
    message: record.message,
    remedy: record.remedy,
    sourceId: '',
  }
}

class BuildingJudge {
  readonly #known: Map<string, KnownThing>
  readonly #seen = new Set<string>()

  constructor(known: Map<string, KnownThing>) {
    this.#known = known
  }

  judge(record: BuildingRecord): Verdict {
    const own = this.#known.get(record.sourceId)
    const plain = { existing: null, column: null, message: null, remedy: null, sourceId: record.sourceId }
    if (own === undefined) return { ...plain, state: 'create', action: 'insert', id: randomUUID() }
    this.#seen.add(record.sourceId)
    if (own.sha256 === record.sha256) return { ...plain, state: 'unchanged', action: 'none', id: own.id }
    return { ...plain, state: 'update', action: 'update', id: own.id }
  }

  unseen(): readonly string[] {
    return [...this.#known].filter(([sourceId]) => !this.#seen.has(sourceId)).map(([, thing]) => thing.id)
  }
}
