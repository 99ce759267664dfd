import { buildNetwork } from '@xiayi/engine/build-network'
import { saveNetwork } from '@xiayi/engine/save-network'
import type { StreetMap } from '@xiayi/osm/street-map'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import type { CategorySet } from '../categories/category-set.ts'
import { applyReading, type ImportOrigin } from './import-apply.ts'
import { type ImportTally, UNDECIDED } from './import-verdict.ts'
import { readingInMemory } from './import-work.ts'
import { networkRecord } from './network-record.ts'
import {
  backgroundOfStreetMap,
  recordsOfStreetMap,
  type StreetMapExtras,
  understoodOfStreetMap,
} from './street-map-records.ts'

export interface ApplyStreetMapOptions {
  readonly files: Files
  readonly categories: CategorySet
  readonly origin: ImportOrigin
  /** residents by building, communities and towns, exact categories and hours of places */
  readonly extras?: StreetMapExtras
  readonly signal?: AbortSignal
  readonly report?: (share: number, stage: string) => void
}

/**
 * Puts a street map that this process made itself (the example county) into a county, by the same rules and in the same one
 * transaction as an imported file. Twice is once. Blocks for the second or so that building the network takes.
 */
export function applyStreetMap(county: CountyDb, map: StreetMap, options: ApplyStreetMapOptions): Promise<ImportTally> {
  const { categories, extras = {} } = options
  const reading = readingInMemory({
    summary: { understood: understoodOfStreetMap(map, extras), network: networkRecord(map.network, map.bounds) },
    records: () => recordsOfStreetMap(map, categories, extras),
    background: () => backgroundOfStreetMap(map),
    network: saveNetwork(buildNetwork(map.network)),
  })
  return applyReading(county, options.files, reading, {
    kind: 'osm',
    origin: options.origin,
    importId: null,
    decisions: UNDECIDED,
    signal: options.signal ?? new AbortController().signal,
    report: options.report ?? (() => undefined),
  })
}
