import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildNetwork } from '@xiayi/engine/build-network'
import { type FixtureEdge, networkInput } from '@xiayi/engine/network-fixtures'
import { saveNetwork } from '@xiayi/engine/save-network'
import { testDatabase } from '@xiayi/testkit/test-database'
import type { FastifyInstance } from 'fastify'
import { readConfig } from '../../platform/config/config.ts'
import { type Counties, openCounties } from '../../platform/db/counties.ts'
import type { CountyDb, Tx } from '../../platform/db/db.ts'
import { createCountySchema } from '../../platform/db/migrate.ts'
import { openDatabases } from '../../platform/db/pools.ts'
import { Files, recordFile } from '../../platform/files/files.ts'
import { createHttp } from '../../platform/http/server.ts'
import { openLive } from '../../platform/live/live.ts'
import { createLog } from '../../platform/log/log.ts'
import { addNetworkEditRoutes } from './edits/network-edits.routes.ts'
import { addPlaceEditRoutes } from './edits/place-edits.routes.ts'
import { at, square } from './ground.samples.ts'
import { addPlaceRoutes } from './places.routes.ts'
import { raiseRevision } from './revision.sql.ts'
import { pinyinOf } from './search/pinyin.rules.ts'
import type { Attributes } from './stored-json.ts'

/** A small town for tests: a grid of streets 200 m apart around 116.13 E 34.24 N, and a server that answers for it. */
export interface TestTown {
  readonly app: FastifyInstance
  readonly counties: Counties
  readonly county: CountyDb
  readonly files: Files
  close(): Promise<void>
}

const STREETS = 6
const BLOCK_M = 200

export async function openTestTown(options: {
  now: () => Date
  code?: string
  withNetwork?: boolean
}): Promise<TestTown> {
  const code = options.code ?? 'town'
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'xiayi-places-'))
  await createCountySchema(database.url, { code, name: '测试县', isExample: true })
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    WEB_DIST: folder,
    LOG_LEVEL: 'silent',
    RATE_PER_MINUTE: '1000000',
  })
  const log = createLog({ level: 'silent' })
  const databases = openDatabases({ url: database.url, poolPeople: 10, poolJobs: 2, onError: () => {} })
  const counties = openCounties(databases, { url: database.url, defaultCounty: code })
  const live = openLive({ url: database.url, pool: databases.installation('people'), log })
  const files = new Files(join(folder, 'files'))
  const routes = async (app: FastifyInstance) => {
    addPlaceRoutes(app, { counties, files, live, now: options.now })
    addNetworkEditRoutes(app, { counties, files, live, now: options.now })
    addPlaceEditRoutes(app, { counties, files, live, now: options.now })
  }
  const http = await createHttp({ config, log, databases, counties, live, isReady: () => true, routes })
  await http.app.ready()
  const county = databases.county(code, 'people')
  if (options.withNetwork !== false) await county.transact((tx) => addNetwork(tx, files, code))
  return {
    app: http.app,
    counties,
    county,
    files,
    async close() {
      await http.close()
      await databases.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The grid; `longer` adds a street, so that a test can replace one network by another. */
export async function addNetwork(tx: Tx, files: Files, code: string, longer = 0): Promise<string> {
  const side = Array.from({ length: STREETS }, (_, i) => i)
  const nodes = side.flatMap((y) => side.map((x) => [x * BLOCK_M, y * BLOCK_M] as const))
  const extra = Array.from({ length: longer }, (_, i) => [(STREETS + i) * BLOCK_M, 0] as const)
  const edges: FixtureEdge[] = side.flatMap((y) =>
    side.flatMap((x) => [
      ...(x + 1 < STREETS ? [{ from: y * STREETS + x, to: y * STREETS + x + 1 }] : []),
      ...(y + 1 < STREETS ? [{ from: y * STREETS + x, to: (y + 1) * STREETS + x }] : []),
    ]),
  )
  extra.forEach((_, i) => edges.push({ from: i === 0 ? STREETS - 1 : nodes.length + i - 1, to: nodes.length + i }))
  const network = buildNetwork(networkInput({ nodes: [...nodes, ...extra], edges }))
  const stored = await files.write(code, saveNetwork(network))
  await recordFile(tx, stored, 'application/octet-stream')
  await tx.updateTable('network').set({ is_current: false }).execute()
  await tx
    .insertInto('network')
    .values({
      version: stored.sha256,
      file_sha256: stored.sha256,
      nodes: network.nodeCount,
      edges: network.edgeCount,
      kilometres: (edges.length * BLOCK_M) / 1000,
      bounds: [...network.box],
      source: 'osm',
      attribution: '© OpenStreetMap contributors (ODbL)',
      is_current: true,
    })
    .execute()
  await raiseRevision(tx)
  return stored.sha256
}

export interface SamplePlace {
  readonly name: string
  readonly categoryIds?: readonly string[]
  readonly at: readonly [number, number]
  readonly address?: string
  readonly hours?: string
  readonly attributes?: Attributes
  readonly entrances?: readonly (readonly [number, number])[]
  readonly communityId?: string
}

let sources = 0

export async function addPlaces(tx: Tx, places: readonly SamplePlace[]): Promise<readonly string[]> {
  if (places.length === 0) return []
  const rows = await tx
    .insertInto('place')
    .values(
      places.map((place) => {
        const { pinyin, initials } = pinyinOf(place.name)
        sources++
        return {
          source: 'test',
          source_id: String(sources),
          name: place.name,
          name_pinyin: pinyin,
          name_initials: initials,
          category_ids: [...(place.categoryIds ?? ['convenience_store'])],
          lon: place.at[0],
          lat: place.at[1],
          address: place.address ?? null,
          hours: place.hours ?? null,
          attributes: JSON.stringify(place.attributes ?? {}),
          entrances: JSON.stringify(place.entrances ?? []),
          community_id: place.communityId ?? null,
          source_datum: 'wgs84',
          content_sha256: String(sources),
        }
      }),
    )
    .returning('id')
    .execute()
  await raiseRevision(tx)
  return rows.map((row) => row.id)
}

export async function addArea(
  tx: Tx,
  area: {
    kind: 'county' | 'town' | 'community' | 'compound'
    name: string
    ring: [number, number][]
    parentId?: string
  },
): Promise<string> {
  const lons = area.ring.map(([lon]) => lon)
  const lats = area.ring.map(([, lat]) => lat)
  sources++
  const row = await tx
    .insertInto('area')
    .values({
      kind: area.kind,
      name: area.name,
      code: null,
      form: null,
      parent_id: area.parentId ?? null,
      boundary: JSON.stringify({ type: 'MultiPolygon', coordinates: [[area.ring]] }),
      west: Math.min(...lons),
      south: Math.min(...lats),
      east: Math.max(...lons),
      north: Math.max(...lats),
      source: 'test',
      source_id: String(sources),
      content_sha256: String(sources),
      residents_declared: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await raiseRevision(tx)
  return row.id
}

export async function addBuilding(
  tx: Tx,
  building: { east: number; north: number; communityId?: string; compoundId?: string; people?: number },
): Promise<string> {
  const [lon, lat] = at(building.east, building.north)
  const people = building.people ?? 100
  sources++
  const row = await tx
    .insertInto('building')
    .values({
      source: 'test',
      source_id: String(sources),
      name: null,
      lon,
      lat,
      footprint: JSON.stringify(square(building.east - 10, building.north - 6, building.east + 10, building.north + 6)),
      footprint_m2: 240,
      levels: 6,
      community_id: building.communityId ?? null,
      compound_id: building.compoundId ?? null,
      households: null,
      under15: Math.floor(people * 0.26),
      from15to59: people - Math.floor(people * 0.26) - Math.floor(people * 0.2),
      over60: Math.floor(people * 0.2),
      residents_basis: 'declared',
      content_sha256: String(sources),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await raiseRevision(tx)
  return row.id
}
