import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/db.ts'
import { type Attributes, attributesOf, lonLats } from './stored-json.ts'

export type Box = readonly [west: number, south: number, east: number, north: number]

export interface PlaceRow {
  readonly id: string
  readonly name: string
  readonly categoryIds: string[]
  readonly lon: number
  readonly lat: number
  readonly address: string | null
  readonly phone: string | null
  readonly hours: string | null
  readonly attributes: Attributes
  readonly entrances: [number, number][]
  readonly communityId: string | null
  readonly communityName: string | null
  readonly source: string
  readonly sourceDatum: 'wgs84' | 'gcj02' | 'bd09'
  readonly version: number
  readonly updatedAt: Date
  readonly changedVia: 'import' | 'desk'
  readonly changedBy: string | null
}

export interface PlaceFilter {
  readonly box?: Box | undefined
  readonly category?: string | undefined
}

interface StoredPlace extends Omit<PlaceRow, 'attributes' | 'entrances'> {
  readonly attributes: unknown
  readonly entrances: unknown
}

const COLUMNS = sql`p.id, p.name, p.category_ids as "categoryIds", p.lon, p.lat, p.address, p.phone, p.hours, p.attributes,
  p.entrances, p.community_id as "communityId", a.name as "communityName", p.source, p.source_datum as "sourceDatum",
  p.version, p.updated_at as "updatedAt", p.changed_via as "changedVia", p.changed_by as "changedBy"`

function placeRow(row: StoredPlace): PlaceRow {
  return { ...row, attributes: attributesOf(row.attributes), entrances: lonLats(row.entrances) }
}

function standing(filter: PlaceFilter): RawBuilder<boolean> {
  const parts = [sql`p.removed_at is null`]
  if (filter.category !== undefined) parts.push(sql`p.category_ids @> array[${filter.category}]::text[]`)
  if (filter.box !== undefined) {
    const [west, south, east, north] = filter.box
    parts.push(sql`p.lon between ${west} and ${east} and p.lat between ${south} and ${north}`)
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

export async function placeById(db: Db, id: string): Promise<PlaceRow | undefined> {
  const reply = await sql<StoredPlace>`
    select ${COLUMNS} from place p left join area a on a.id = p.community_id
     where p.id = ${id} and p.removed_at is null`.execute(db)
  return reply.rows.map(placeRow)[0]
}

/** In the order of their ids, which never changes: a page after `after` neither repeats nor skips. */
export async function placesAfter(
  db: Db,
  filter: PlaceFilter,
  page: { after: string | undefined; limit: number },
): Promise<readonly PlaceRow[]> {
  const after = page.after === undefined ? sql`true` : sql`p.id > ${page.after}`
  const reply = await sql<StoredPlace>`
    select ${COLUMNS} from place p left join area a on a.id = p.community_id
     where ${standing(filter)} and ${after} order by p.id limit ${page.limit}`.execute(db)
  return reply.rows.map(placeRow)
}

export async function placeTotal(db: Db, filter: PlaceFilter): Promise<number> {
  const reply = await sql<{ total: number }>`select count(*) as total from place p where ${standing(filter)}`.execute(
    db,
  )
  return reply.rows[0]?.total ?? 0
}

export async function placeCountByCategory(db: Db): Promise<ReadonlyMap<string, number>> {
  const reply = await sql<{ category: string; total: number }>`
    select category, count(*) as total from place, unnest(category_ids) as category
     where removed_at is null group by category`.execute(db)
  return new Map(reply.rows.map((row) => [row.category, row.total]))
}

export interface IndexedPlaceRow {
  readonly id: string
  readonly name: string
  readonly pinyin: string
  readonly initials: string
  readonly categoryIds: readonly string[]
  readonly lon: number
  readonly lat: number
  readonly address: string | null
  readonly hours: string | null
  readonly entrances: readonly (readonly [lon: number, lat: number])[]
  readonly communityId: string | null
}

/** What search and the street model keep of every place, in the order of ids. */
export async function placesToIndex(
  db: Db,
  page: { after: string | undefined; limit: number },
): Promise<readonly IndexedPlaceRow[]> {
  const after = page.after === undefined ? sql`true` : sql`id > ${page.after}`
  const reply = await sql<Omit<IndexedPlaceRow, 'entrances'> & { entrances: unknown }>`
    select id, name, name_pinyin as pinyin, name_initials as initials, category_ids as "categoryIds", lon, lat, address,
           hours, entrances, community_id as "communityId"
      from place where removed_at is null and ${after} order by id limit ${page.limit}`.execute(db)
  return reply.rows.map((row) => ({ ...row, entrances: lonLats(row.entrances) }))
}

/**
 * Places of which it is known whether they belong to a chain: said so by the county, or carrying a brand on the map. What somebody
 * wrote there that says neither yes nor no says nothing.
 */
export async function chainMembership(db: Db): Promise<ReadonlyMap<string, boolean>> {
  const reply = await sql<{ id: string; isChain: boolean }>`
    select id, coalesce(attributes ->> 'isChain', '') <> 'false' as "isChain" from place
     where removed_at is null and (attributes ->> 'isChain' in ('true', 'false') or attributes ? 'brand')`.execute(db)
  return new Map(reply.rows.map((row) => [row.id, row.isChain]))
}
