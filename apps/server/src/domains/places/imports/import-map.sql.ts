import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { BackgroundRecord, NetworkRecord } from './import-records.ts'

/** Writes what differs; returns how many rows did. */
export async function upsertBackground(tx: Tx, source: string, features: readonly BackgroundRecord[]): Promise<number> {
  const byKey = new Map(features.map((feature) => [`${feature.sourceId} ${feature.kind} ${feature.part}`, feature]))
  const json = JSON.stringify(
    [...byKey.values()].map((feature) => ({
      source_id: feature.sourceId,
      kind: feature.kind,
      part: feature.part,
      detail: feature.detail,
      name: feature.name,
      is_area: feature.isArea,
      lines: feature.lines,
    })),
  )
  const reply = await sql`
    insert into background_feature as b (source, source_id, kind, part, detail, name, is_area, lines)
    select ${source}, source_id, kind, part, detail, name, is_area, lines
    from jsonb_to_recordset(${json}::jsonb)
      as r(source_id text, kind text, part integer, detail text, name text, is_area boolean, lines jsonb)
    on conflict (source, source_id, kind, part) do update
      set detail = excluded.detail, name = excluded.name, is_area = excluded.is_area, lines = excluded.lines
      where (b.detail, b.name, b.is_area, b.lines)
        is distinct from (excluded.detail, excluded.name, excluded.is_area, excluded.lines)`.execute(tx)
  return Number(reply.numAffectedRows ?? 0n)
}

/** Deletes what the source no longer has; returns how many rows that were. */
export async function deleteBackgroundExcept(
  tx: Tx,
  source: string,
  kept: readonly Pick<BackgroundRecord, 'sourceId' | 'kind' | 'part'>[],
): Promise<number> {
  const reply = await sql`delete from background_feature b where source = ${source} and not exists (
      select from unnest(${kept.map((each) => each.sourceId)}::text[], ${kept.map((each) => each.kind)}::text[],
        ${kept.map((each) => each.part)}::integer[]) as k(source_id, kind, part)
      where k.source_id = b.source_id and k.kind = b.kind and k.part = b.part)`.execute(tx)
  return Number(reply.numAffectedRows ?? 0n)
}

export interface CurrentNetwork {
  readonly version: string
  readonly fileSha256: string
  readonly bounds: readonly [number, number, number, number]
  /** the imported network under the edits; of a network without edits its own */
  readonly baseVersion: string
  readonly source: string
  readonly attribution: string
  /** ids of standing edits that do not fit it */
  readonly leftOut: readonly string[]
}

export async function currentNetwork(db: Db): Promise<CurrentNetwork | undefined> {
  const row = await db
    .selectFrom('network')
    .select(['version', 'file_sha256', 'bounds', 'base_version', 'source', 'attribution', 'left_out'])
    .where('is_current', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const [west = -180, south = -90, east = 180, north = 90] = row.bounds
  return {
    version: row.version,
    fileSha256: row.file_sha256,
    bounds: [west, south, east, north],
    baseVersion: row.base_version ?? row.version,
    source: row.source,
    attribution: row.attribution,
    leftOut: row.left_out,
  }
}

type StoredNetwork = NetworkRecord & {
  readonly version: string
  readonly source: string
  readonly attribution: string
  /** of a network with edits: the imported one under them */
  readonly baseVersion?: string
  readonly leftOut?: readonly string[]
}

/** Keeps a network that others stand on and that is not walked on itself. */
export async function keepNetwork(tx: Tx, network: StoredNetwork): Promise<void> {
  await tx
    .insertInto('network')
    .values({ ...networkColumns(network), is_current: false })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
}

/** Makes a network the county's current one; evaluations keep naming the older ones they used. */
export async function switchNetwork(tx: Tx, network: StoredNetwork): Promise<void> {
  await tx.updateTable('network').set({ is_current: false }).where('is_current', '=', true).execute()
  await tx
    .insertInto('network')
    .values({ ...networkColumns(network), is_current: true })
    .onConflict((conflict) =>
      conflict.column('version').doUpdateSet({ is_current: true, left_out: [...(network.leftOut ?? [])] }),
    )
    .execute()
}

function networkColumns(network: StoredNetwork) {
  return {
    version: network.version,
    file_sha256: network.version,
    nodes: network.nodes,
    edges: network.edges,
    kilometres: network.kilometres,
    bounds: [...network.bounds],
    source: network.source,
    attribution: network.attribution,
    base_version: network.baseVersion === network.version ? null : (network.baseVersion ?? null),
    left_out: [...(network.leftOut ?? [])],
  }
}
