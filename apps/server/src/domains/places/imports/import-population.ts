import type { CountyDb, Db, Tx } from '../../../platform/db/db.ts'
import {
  buildingIds,
  communityIds,
  type HomePeople,
  type StoredHome,
  setDeclaredResidents,
  setHomePeople,
  storedHomes,
} from './import-population.sql.ts'
import type { ImportRecord, PeopleRecord } from './import-records.ts'
import { countVerdict, type ImportTally, newTally, type RowState } from './import-verdict.ts'
import type { Reading } from './import-work.ts'
import { insertImportRows, type NewImportRow } from './imports.sql.ts'
import { type PeopleLeftOut, peopleNotes } from './people-notes.rules.ts'
import { floorAreaM2, splitByAge } from './residents.rules.ts'
import { spreadAges, spreadByFloor, wholePeople } from './spread-people.rules.ts'

/** What an import of people would do: every row with its verdict, every home with its new people, and the balance. */
interface PopulationPlan {
  readonly tally: ImportTally
  readonly rows: readonly NewImportRow[]
  readonly changes: readonly HomePeople[]
  readonly declared: ReadonlyMap<string, number>
  readonly balance: PeopleBalance
}

/** As the import shows it: every number with what it means in `notes`. */
type PeopleBalance = Readonly<Record<string, number | readonly string[]>>

const CHUNK = 2000

export async function notePopulation(
  county: CountyDb,
  reading: Reading,
  options: { importId: string; signal: AbortSignal },
): Promise<{ tally: ImportTally; balance: PeopleBalance }> {
  const { tally, rows, balance } = await planPopulation(county.db, reading, options.signal)
  for (let at = 0; at < rows.length; at += CHUNK) {
    options.signal.throwIfAborted()
    await county.transact((tx) => insertImportRows(tx, options.importId, rows.slice(at, at + CHUNK)))
  }
  return { tally, balance }
}

export async function applyPopulation(
  tx: Tx,
  reading: Reading,
  signal: AbortSignal,
): Promise<{ tally: ImportTally; balance: PeopleBalance }> {
  const plan = await planPopulation(tx, reading, signal)
  for (let at = 0; at < plan.changes.length; at += CHUNK) {
    signal.throwIfAborted()
    await setHomePeople(tx, plan.changes.slice(at, at + CHUNK))
  }
  if (plan.declared.size > 0) await setDeclaredResidents(tx, plan.declared)
  return { tally: plan.tally, balance: plan.balance }
}

async function planPopulation(db: Db, reading: Reading, signal: AbortSignal): Promise<PopulationPlan> {
  const homes = await storedHomes(db)
  const spread = new PeopleSpread(homes, await communityIds(db), await buildingIds(db))
  const faults: NewImportRow[] = []
  for await (const batch of reading.batches()) {
    signal.throwIfAborted()
    for (const record of batch) {
      if (record.type === 'people') spread.add(record)
      else if (record.type === 'nobody') spread.addNobody(record.box)
      else faults.push(faultRow(record))
    }
  }
  const { placed, lost, people, declared, balance } = spread.finish(reading.summary.around ?? null)
  const stored = new Map(homes.map((home) => [home.id, home]))
  const changes = people.filter((home) => isChange(home, stored.get(home.id)))
  const changed = new Set(changes.map((home) => home.id))
  const rows = [
    ...faults,
    ...lost,
    ...placed.map(
      ({ record, homeIds }): NewImportRow => ({
        ...plainRow(record),
        state: homeIds.some((id) => changed.has(id)) ? 'update' : 'unchanged',
      }),
    ),
  ].toSorted((a, b) => a.row - b.row)
  const tally = newTally()
  for (const row of rows) countVerdict(tally, row.state, row.state === 'update' ? 'update' : 'none')
  return { tally, rows, changes, declared, balance }
}

function isChange(home: HomePeople, stored: StoredHome | undefined): boolean {
  if (stored === undefined) return true
  return (
    stored.under15 !== home.under15 ||
    stored.from15to59 !== home.from15to59 ||
    stored.over60 !== home.over60 ||
    stored.basis !== home.basis ||
    (home.households !== null && home.households !== stored.households)
  )
}

function plainRow(record: PeopleRecord): Omit<NewImportRow, 'state'> {
  const { where } = record
  const name = where.by === 'box' ? null : where.by === 'community' ? where.code : where.id
  return { row: record.row, name, column: null, message: null, remedy: null, existing: null }
}

function faultRow(record: ImportRecord): NewImportRow {
  const words = record.type === 'fault' ? record : { name: null, column: null, message: '不是人口', remedy: null }
  const { name, column, message, remedy } = words
  const state: RowState = 'error'
  return { row: record.row, state, name, column, message, remedy, existing: null }
}

type LocatedHome = StoredHome & { readonly floorM2: number }
type CellBox = readonly [west: number, south: number, east: number, north: number]

/** Grid of the size of a raster's cell, about. */
const GRID_DEGREES = 0.001

class PeopleSpread {
  readonly #homes: readonly LocatedHome[]
  readonly #grid: Map<string, number[]>
  readonly #byCommunity: Map<string | null, LocatedHome[]>
  readonly #communities: ReadonlyMap<string, string>
  readonly #buildings: ReadonlyMap<string, string>
  readonly #placed: { record: PeopleRecord; homeIds: readonly string[] }[] = []
  readonly #lost: NewImportRow[] = []
  readonly #fractions = new Map<string, number>()
  readonly #people = new Map<string, HomePeople>()
  readonly #declared = new Map<string, number>()
  readonly #empty = new Set<string>()
  #in = 0
  #without = 0
  #isRaster = false

  constructor(
    homes: readonly StoredHome[],
    communities: ReadonlyMap<string, string>,
    buildings: ReadonlyMap<string, string>,
  ) {
    this.#homes = homes.map((home) => ({ ...home, floorM2: floorAreaM2(home.footprintM2, home.levels) }))
    this.#communities = communities
    this.#buildings = buildings
    this.#byCommunity = Map.groupBy(this.#homes, (home) => home.communityId)
    this.#grid = new Map()
    for (const [i, home] of this.#homes.entries()) {
      const key = gridKey(Math.floor(home.lon / GRID_DEGREES), Math.floor(home.lat / GRID_DEGREES))
      const cell = this.#grid.get(key)
      if (cell === undefined) this.#grid.set(key, [i])
      else cell.push(i)
    }
  }

  add(record: PeopleRecord): void {
    this.#in += record.people
    const { where } = record
    if (where.by === 'box') this.#addCell(record, where.box)
    else if (where.by === 'community') this.#addCommunity(record, where.code)
    else this.#addBuilding(record, where.id)
  }

  addNobody(box: CellBox): void {
    this.#isRaster = true
    for (const { id } of this.#homesIn(box)) this.#empty.add(id)
  }

  finish(around: PeopleLeftOut['around']) {
    // One sum over the whole raster, so that fractions of many cells become whole people only once.
    for (const [id, people] of wholePeople(this.#fractions))
      this.#people.set(id, { id, ...splitByAge(people, id), basis: 'raster', households: null })
    // A home where the raster says nobody lives has nobody; of one where it has no data it says nothing.
    for (const id of this.#empty)
      this.#people.set(id, { id, under15: 0, from15to59: 0, over60: 0, basis: 'raster', households: null })
    const uncovered = this.#isRaster ? this.#homes.filter(({ id }) => !this.#people.has(id)) : []
    const left: PeopleLeftOut = {
      isRaster: this.#isRaster,
      withoutHome: { rows: this.#lost.length, people: this.#without },
      around,
      uncovered: {
        homes: uncovered.length,
        estimated: uncovered.filter((home) => home.basis === 'floor-area').length,
        people: uncovered.reduce((sum, home) => sum + home.under15 + home.from15to59 + home.over60, 0),
      },
    }
    const people = [...this.#people.values()]
    const placed = people.reduce((sum, home) => sum + home.under15 + home.from15to59 + home.over60, 0)
    const balance: PeopleBalance = {
      peopleIn: Math.round(this.#in * 10) / 10,
      peoplePlaced: placed,
      peopleWithoutHome: Math.round(this.#without * 10) / 10,
      ...(left.around === null ? {} : { peopleAround: Math.round(left.around.people * 10) / 10 }),
      ...(this.#isRaster ? { homesWithoutData: left.uncovered.homes } : {}),
      notes: peopleNotes(left),
    }
    return { placed: this.#placed, lost: this.#lost, people, declared: this.#declared, balance }
  }

  #homesIn([west, south, east, north]: CellBox): readonly LocatedHome[] {
    const homes: LocatedHome[] = []
    for (let x = Math.floor(west / GRID_DEGREES); x <= Math.floor(east / GRID_DEGREES); x++)
      for (let y = Math.floor(south / GRID_DEGREES); y <= Math.floor(north / GRID_DEGREES); y++)
        for (const i of this.#grid.get(gridKey(x, y)) ?? []) {
          const home = this.#homes[i]
          if (home && home.lon >= west && home.lon < east && home.lat > south && home.lat <= north) homes.push(home)
        }
    return homes
  }

  #addCell(record: PeopleRecord, box: CellBox): void {
    this.#isRaster = true
    const homes = this.#homesIn(box)
    if (homes.length === 0)
      return this.#lose(record, '这一格没有住宅建筑', '核对建筑数据是否完整；这些人没有计入任何楼房')
    for (const [i, share] of spreadByFloor(record.people, homes).entries()) {
      const id = homes[i]?.id ?? ''
      this.#fractions.set(id, (this.#fractions.get(id) ?? 0) + share)
    }
    this.#placed.push({ record, homeIds: homes.map((home) => home.id) })
  }

  #addCommunity(record: PeopleRecord, code: string): void {
    const area = this.#communities.get(code)
    if (area === undefined)
      return this.#lose(record, `没有代码或名称为“${code.slice(0, 40)}”的社区`, '核对代码；先导入社区边界')
    this.#declared.set(area, Math.round(record.people))
    const homes = this.#byCommunity.get(area) ?? []
    if (homes.length === 0)
      return this.#lose(record, '这个社区里没有住宅建筑', '核对社区边界和建筑数据；这些人没有计入任何楼房')
    for (const [id, ages] of spreadAges(record, homes))
      this.#people.set(id, { id, ...ages, basis: 'community', households: null })
    this.#placed.push({ record, homeIds: homes.map((home) => home.id) })
  }

  #addBuilding(record: PeopleRecord, given: string): void {
    const id = this.#buildings.get(given)
    if (id === undefined)
      return this.#lose(
        record,
        `没有编号为“${given.slice(0, 40)}”的建筑`,
        '编号写成 way/123 这样的 OpenStreetMap 编号，或系统里的建筑编号',
      )
    const ages = record.byAge ?? splitByAge(record.people, id)
    this.#people.set(id, { id, ...ages, basis: 'declared', households: record.households })
    this.#placed.push({ record, homeIds: [id] })
  }

  #lose(record: PeopleRecord, message: string, remedy: string): void {
    this.#without += record.people
    const people = Math.round(record.people * 10) / 10
    this.#lost.push({ ...plainRow(record), state: 'error', message: `${message}，${people} 人无处安放`, remedy })
  }
}

function gridKey(x: number, y: number): string {
  return `${x} ${y}`
}
