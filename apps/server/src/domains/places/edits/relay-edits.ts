import { randomUUID } from 'node:crypto'
import type { NetworkEditContent } from '@xiayi/contract/network-edits'
import type { CountyDb, Db, Tx } from '../../../platform/db/db.ts'
import { type Files, recordFile } from '../../../platform/files/files.ts'
import { currentNetwork, keepNetwork, switchNetwork } from '../imports/import-map.sql.ts'
import type { NetworkRecord } from '../imports/import-records.ts'
import type { Decisions, StandingConflict } from '../imports/import-verdict.ts'
import type { Reading } from '../imports/import-work.ts'
import { editOffThread } from '../model/model-maker.ts'
import { allNetworkEdits, insertNetworkEdit, lockNetwork, type StoredEdit } from './network-edits.sql.ts'
import { editWords, misfitWords, standingIds } from './standing-edits.rules.ts'

interface StandingEdit {
  readonly row: StoredEdit
  readonly number: number
  readonly edit: NetworkEditContent
}

/** Edits that stand, in the order of their numbers. */
function standingEdits(rows: readonly StoredEdit[]): StandingEdit[] {
  const standing = standingIds(rows)
  return rows.flatMap((row) =>
    row.content !== null && standing.has(row.id) ? [{ row, number: row.number, edit: row.content }] : [],
  )
}

/** What a new street map and the standing edits have to say to each other; nothing when it is the map under them. */
export async function networkConflicts(db: Db, reading: Reading): Promise<Omit<StandingConflict, 'row'>[]> {
  const edits = standingEdits(await allNetworkEdits(db))
  const bytes = edits.length === 0 ? undefined : await reading.networkBytes()
  if (bytes === undefined) return []
  const { misfits, alreadyThere } = await editOffThread({ bytes, edits: forEngine(edits) })
  return edits.flatMap(({ row }, i) => {
    const misfit = misfits.get(i)
    if (misfit === undefined && !alreadyThere.includes(i)) return []
    const about = { about: 'network-edit' as const, id: row.id, name: editWords(row) }
    if (misfit !== undefined)
      return [
        {
          ...about,
          message: `新地图上接不上：${misfitWords(misfit)}`,
          remedy: '还要就选“保留”，它先不生效，等地图或您改好；不要了就选“不再保留”',
        },
      ]
    return [
      {
        ...about,
        message: '新地图已经画了它，再叠上去是重复的',
        remedy: '以地图为准就选“不再保留”，不确定就选“保留”',
      },
    ]
  })
}

function forEngine(edits: readonly StandingEdit[]) {
  return edits.map(({ number, edit }) => ({ number, edit }))
}

interface Relay {
  readonly county: CountyDb
  readonly files: Files
  /** the imported network, its file recorded */
  readonly base: NetworkRecord & { readonly version: string; readonly source: string; readonly attribution: string }
  readonly decisions: Decisions
}

/**
 * Lays the standing edits on a network that was just imported, and makes the result the current one. What does not fit is left
 * out and goes on standing; what was decided to be dropped is undone, in a row that says so.
 * @returns false when no edit stands
 */
export async function relayEdits(tx: Tx, { county, files, base, decisions }: Relay): Promise<boolean> {
  await lockNetwork(tx, county.code)
  const rows = await allNetworkEdits(tx)
  const standing = standingEdits(rows)
  if (standing.length === 0) return false
  const seen = (await currentNetwork(tx))?.version ?? base.version
  const dropped = standing.filter(({ row }) => decisions.byId.get(row.id) === 'drop')
  const edits = standing.filter((edit) => !dropped.includes(edit))
  await keepNetwork(tx, base)
  const bytes = await files.read(county.code, base.version)
  const edited = await editOffThread({ bytes, edits: forEngine(edits) })
  const file = await files.write(county.code, edited.bytes)
  await recordFile(tx, file, 'application/octet-stream')
  const leftOut = edits.flatMap(({ row }, i) => (edited.misfits.has(i) ? [row.id] : []))
  await switchNetwork(tx, {
    ...base,
    nodes: edited.nodes,
    edges: edited.edges,
    kilometres: edited.kilometres,
    bounds: edited.bounds,
    version: file.sha256,
    baseVersion: base.version,
    leftOut,
  })
  const last = rows.at(-1)?.number ?? 0
  for (const [i, { row }] of dropped.entries())
    await insertNetworkEdit(tx, {
      id: randomUUID(),
      number: last + 1 + i,
      kind: 'undo',
      content: null,
      undoes: row.id,
      via: 'import',
      by: null,
      why: '导入新地图时决定不再保留',
      seenVersion: seen,
      madeVersion: file.sha256,
    })
  return true
}
