import type { CountyDb, Tx } from '../../../platform/db/db.ts'
import { type Files, recordFile, type StoredFile } from '../../../platform/files/files.ts'
import { placeInAreas, retireAutomaticAreas } from '../areas/area-membership.ts'
import { relayEdits } from '../edits/relay-edits.ts'
import { tellPlacesChanged } from '../places-changed.ts'
import { currentNetwork, deleteBackgroundExcept, switchNetwork, upsertBackground } from './import-map.sql.ts'
import { applyPopulation } from './import-population.ts'
import { reconcile } from './import-reconcile.ts'
import type { BackgroundRecord, ImportKind } from './import-records.ts'
import { applyingSink } from './import-sinks.ts'
import type { Decisions, ImportTally } from './import-verdict.ts'
import type { Reading } from './import-work.ts'
import { tryImportLock } from './imports.sql.ts'

/** Where an import's things come from: their `source` column, and whom to name. */
export interface ImportOrigin {
  readonly source: string
  readonly attribution: string
}

const OSM_ORIGIN: ImportOrigin = { source: 'osm', attribution: '© OpenStreetMap contributors (ODbL)' }

export function originOf(kind: ImportKind): ImportOrigin {
  if (kind === 'osm') return OSM_ORIGIN
  return { source: kind === 'areas' ? 'boundary-file' : 'table', attribution: '' }
}

export interface ApplyOptions {
  readonly kind: ImportKind
  readonly origin: ImportOrigin
  readonly importId: string | null
  readonly decisions: Decisions
  readonly signal: AbortSignal
  readonly report: (share: number, stage: string) => void
  /** in the same transaction, last: the import's own state */
  readonly finish?: (tx: Tx, tally: ImportTally, balance: Readonly<Record<string, unknown>>) => Promise<void>
}

const LOCK_POLL_MS = 200

/**
 * Writes one reading into the county, in one transaction: all of it or nothing. Verdicts are formed again here, because
 * the county may have changed since the dry run. An import that changes nothing leaves the revision as it is.
 */
export async function applyReading(
  county: CountyDb,
  files: Files,
  reading: Reading,
  options: ApplyOptions,
): Promise<ImportTally> {
  const { signal, report, origin } = options
  const network = await storeNetwork(county, files, reading)
  return county.transact(async (tx) => {
    while (!(await tryImportLock(tx, county.code))) {
      report(0, '等待另一次导入完成')
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
      signal.throwIfAborted()
    }
    report(0.05, '写入数据')
    let changes = 0
    let tally: ImportTally
    let balance = {}
    if (options.kind === 'population') {
      ;({ tally, balance } = await applyPopulation(tx, reading, signal))
    } else {
      const sink = applyingSink(tx, { source: origin.source, importId: options.importId })
      tally = await reconcile(tx, reading, sink, {
        source: origin.source,
        isWhole: options.kind === 'osm',
        decisions: options.decisions,
        signal,
        onBatch: (rows) => report(0.05 + (0.6 * rows) / (rows + 20_000), '写入数据'),
      })
    }
    changes += tally.created + tally.updated + tally.removed
    if (network !== undefined) {
      report(0.7, '写入底图')
      changes += await writeBackground(tx, reading, origin.source, signal)
      changes += await useNetwork(tx, { county, files, reading, network, options })
    }
    report(0.85, '划分社区')
    if (changes > 0) {
      if (options.kind !== 'population') {
        await retireAutomaticAreas(tx)
        await placeInAreas(tx)
      }
      await tellPlacesChanged(tx, county.code, { importId: options.importId, kind: options.kind })
    }
    signal.throwIfAborted()
    await options.finish?.(tx, tally, balance)
    report(0.99, '提交')
    return tally
  })
}

/** Bytes first: a network row never lacks its file. */
async function storeNetwork(county: CountyDb, files: Files, reading: Reading): Promise<StoredFile | undefined> {
  const bytes = await reading.networkBytes()
  return bytes === undefined ? undefined : files.write(county.code, bytes)
}

interface NetworkUse {
  readonly county: CountyDb
  readonly files: Files
  readonly reading: Reading
  readonly network: StoredFile
  readonly options: ApplyOptions
}

/** The new map's network with the standing edits laid on it again; the county's own stays when the map is the one under it. */
async function useNetwork(tx: Tx, { county, files, reading, network: file, options }: NetworkUse): Promise<number> {
  const network = reading.summary.network
  if (network === null || (await currentNetwork(tx))?.baseVersion === file.sha256) return 0
  await recordFile(tx, file, 'application/octet-stream')
  const base = { ...network, version: file.sha256, ...options.origin }
  if (!(await relayEdits(tx, { county, files, base, decisions: options.decisions }))) await switchNetwork(tx, base)
  return 1
}

async function writeBackground(tx: Tx, reading: Reading, source: string, signal: AbortSignal): Promise<number> {
  const kept: Pick<BackgroundRecord, 'sourceId' | 'kind' | 'part'>[] = []
  let changes = 0
  for await (const batch of reading.background()) {
    signal.throwIfAborted()
    changes += await upsertBackground(tx, source, batch)
    for (const { sourceId, kind, part } of batch) kept.push({ sourceId, kind, part })
  }
  return changes + (await deleteBackgroundExcept(tx, source, kept))
}
