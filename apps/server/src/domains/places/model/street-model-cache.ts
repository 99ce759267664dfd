import type { Network } from '@xiayi/engine/network'
import { Snapper } from '@xiayi/engine/snap'
import type { CountyDb, Db } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { type AreaRow, areasOfKinds, currentNetwork, type NetworkRow } from '../areas/areas.sql.ts'
import { categorySet } from '../categories/categories.service.ts'
import { buildingColumns } from './building-columns.ts'
import { buildingsForModel, type ModelBuildingRow } from './buildings.sql.ts'
import { loadOffThread, NetworkUnreadable } from './model-maker.ts'
import { type PlaceIndex, readPlaceIndex } from './place-index.ts'
import { plannedModel } from './planned-model.ts'
import { atOneRevision, breathe, type Revised, RevisionCache } from './revision-cache.ts'
import { thingOf, thingsOfPlaces } from './snap-things.ts'
import type { CountyModel, StreetModel } from './street-model.ts'
import { WalkingKeeper } from './walking-keeper.ts'

/** Counties kept in memory by one process; a county of 30,000 buildings and 15,000 places takes some 60 MB. */
const MOST_COUNTIES = 8
const PAGE = 5000

interface Kept {
  readonly model: CountyModel
  /** what the next revision takes over when the network is the same */
  readonly street: { readonly network: Network; readonly snapper: Snapper; readonly walking: WalkingKeeper } | undefined
}

/** What one process keeps of the counties whose files these are. */
interface Caches {
  readonly indexes: RevisionCache<PlaceIndex>
  readonly models: RevisionCache<Kept>
  /** places of counties whose model could not be made at their revision */
  readonly failed: WeakSet<PlaceIndex>
}

const byFiles = new WeakMap<Files, Caches>()

/**
 * The county of this moment: places for search and, where there is a network, the street model. Built once per revision however
 * many ask, and never older than a change the caller has seen commit.
 */
export async function countyModelOf(county: CountyDb, files: Files): Promise<CountyModel> {
  return (await cachesOf(files).models.get(county)).model
}

/** @throws Problem network-missing when no street map has been imported */
export async function streetModelOf(county: CountyDb, files: Files): Promise<StreetModel> {
  const { street } = await countyModelOf(county, files)
  if (street !== undefined) return street
  throw new Problem('network-missing', '这个县还没有步行路网。请先导入街道地图（xiayi import osm …，或在“导入”页）。')
}

/** The county's places, and its street model when that is there. */
export interface CountyAtHand extends CountyModel {
  /** the street model is being made, and nobody waited for it */
  readonly isModelPending: boolean
}

/** For whoever can do without walking: a name is found some seconds before a new map can be walked on. */
export async function countyAtHand(county: CountyDb, files: Files): Promise<CountyAtHand> {
  const { indexes, models, failed } = cachesOf(files)
  const { revision, value: index } = await indexes.getRevised(county)
  const kept = keptModel(county, files)
  if (kept !== undefined && kept.revision >= revision) return { ...kept.value, isModelPending: false }
  if (failed.has(index)) return { index, street: undefined, isModelPending: false }
  // Whoever needs the model itself is told what went wrong.
  models.get(county).catch(() => failed.add(index))
  return { index, street: undefined, isModelPending: true }
}

/** What is kept, of whatever revision; nothing is made. */
export function keptModel(county: CountyDb, files: Files): Revised<CountyModel> | undefined {
  const kept = cachesOf(files).models.peekRevised(county)
  return kept && { revision: kept.revision, value: kept.value.model }
}

function cachesOf(files: Files): Caches {
  const known = byFiles.get(files)
  if (known !== undefined) return known
  const indexes = new RevisionCache<PlaceIndex>({
    most: MOST_COUNTIES,
    build: (county) => atOneRevision(county, (tx) => readPlaceIndex(tx)),
  })
  const models: RevisionCache<Kept> = new RevisionCache({
    most: MOST_COUNTIES,
    build: (county) => build(county, files, { indexes, before: models.peek(county) }),
  })
  const caches = { indexes, models, failed: new WeakSet<PlaceIndex>() }
  byFiles.set(files, caches)
  return caches
}

async function build(
  county: CountyDb,
  files: Files,
  { indexes, before }: { indexes: Caches['indexes']; before: Kept | undefined },
): Promise<Revised<Kept>> {
  const { revision, value: read } = await atOneRevision(county, (tx, now) => {
    const kept = indexes.peekRevised(county)
    return readCounty(tx, kept?.revision === now ? kept.value : undefined)
  })
  indexes.offer(county, { revision, value: read.index })
  const street = read.network && (await hangIn(county, files, { read, network: read.network, before }))
  const model: StreetModel | undefined = street && {
    revision,
    networkVersion: read.network?.version ?? '',
    network: street.network,
    snapper: street.snapper,
    categories: categorySet(),
    places: read.index.places,
    placeIndex: read.index.indexOf,
    buildings: buildingColumns(read.buildings, read.communities, read.compounds),
    communities: read.communities,
    compounds: read.compounds,
    walking: (as) => street.walking.walking(as),
    walkingToPlaces: (as) => street.walking.walkingToPlaces(as),
    walkingAtHand: (as) => street.walking.atHand(as),
    planned: (plan) => plannedModel(model, street.walking, plan),
  }
  return { revision, value: { model: { index: read.index, street: model }, street } }
}

interface CountyRead {
  readonly network: NetworkRow | undefined
  readonly index: CountyModel['index']
  readonly buildings: readonly ModelBuildingRow[]
  readonly communities: readonly AreaRow[]
  readonly compounds: readonly AreaRow[]
}

async function readCounty(db: Db, known: PlaceIndex | undefined): Promise<CountyRead> {
  const index = known ?? (await readPlaceIndex(db))
  const network = await currentNetwork(db)
  const areas = await areasOfKinds(db, ['community', 'declared', 'compound'])
  const buildings: ModelBuildingRow[] = []
  for (;;) {
    const page = await buildingsForModel(db, { after: buildings.at(-1)?.id, limit: PAGE })
    for (const row of page) buildings.push(row)
    if (page.length < PAGE) break
    await breathe()
  }
  return {
    network,
    index,
    buildings,
    communities: areas.filter((area) => area.kind !== 'compound'),
    compounds: areas.filter((area) => area.kind === 'compound'),
  }
}

async function hangIn(
  county: CountyDb,
  files: Files,
  given: { read: CountyRead; network: NetworkRow; before: Kept | undefined },
): Promise<NonNullable<Kept['street']>> {
  const { read, before } = given
  const isSame = before?.model.street?.networkVersion === given.network.version
  const old = isSame ? before?.street : undefined
  const network = old?.network ?? (await loadCurrent(county, files, given.network.fileSha256))
  await breathe()
  const snapper = old?.snapper ?? new Snapper(network)
  await breathe()
  const things = {
    buildings: read.buildings.map((row) => thingOf(row.id, [row.lon, row.lat], row.entrances)),
    places: thingsOfPlaces(read.index.places),
  }
  const walking = new WalkingKeeper(network, things, old?.walking)
  return { network, snapper, walking }
}

async function loadCurrent(county: CountyDb, files: Files, sha256: string): Promise<Network> {
  const bytes = await files.readShared(county.code, sha256)
  try {
    return await loadOffThread(bytes)
  } catch (error) {
    if (!(error instanceof NetworkUnreadable)) throw error
    throw new Problem('network-missing', '步行路网文件读不出来，可能已损坏或版本太旧。请重新导入街道地图。', {
      cause: error,
    })
  }
}
