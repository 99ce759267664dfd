import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackgroundRecord, ImportRecord, ReadingSummary } from './import-records.ts'
import { linesOfFile } from './ndjson-lines.ts'

/**
 * The folder in which an import's reading is kept between the dry run and the applying: a cache, nothing more. It is
 * complete when `summary.json` is there, which is written last; when it is missing the file is read again.
 */
export const WORK_FILES = {
  records: 'records.ndjson',
  background: 'background.ndjson',
  network: 'network.bin',
  summary: 'summary.json',
  task: 'task.json',
} as const

const BATCH = 1000
const STALE_MS = 24 * 3600 * 1000

export interface Reading {
  readonly summary: ReadingSummary
  batches(): AsyncIterable<readonly ImportRecord[]>
  background(): AsyncIterable<readonly BackgroundRecord[]>
  networkBytes(): Promise<Uint8Array | undefined>
}

export function workFolder(dataDir: string, county: string, importId: string): string {
  return join(dataDir, 'imports', county, importId)
}

export async function freshWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
}

export async function dropWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** Folders of imports that nobody went on with for a day; a later apply reads its file again. */
export async function sweepWorkFolders(dataDir: string, county: string, keep: string): Promise<void> {
  const parent = join(dataDir, 'imports', county)
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name)
    const found = await stat(folder).catch(() => undefined)
    if (folder !== keep && found !== undefined && Date.now() - found.mtimeMs > STALE_MS) await dropWorkFolder(folder)
  }
}

/** Undefined when the folder holds no complete reading. */
export async function openReading(folder: string): Promise<Reading | undefined> {
  const text = await readFile(join(folder, WORK_FILES.summary), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const summary: ReadingSummary = JSON.parse(text)
  return {
    summary,
    batches: () => batchesOf<ImportRecord>(join(folder, WORK_FILES.records)),
    async *background() {
      if (summary.network !== null) yield* batchesOf<BackgroundRecord>(join(folder, WORK_FILES.background))
    },
    networkBytes: async () => (summary.network === null ? undefined : readFile(join(folder, WORK_FILES.network))),
  }
}

/** A reading that was never on disk. */
export function readingInMemory(parts: {
  summary: ReadingSummary
  records: () => Iterable<ImportRecord>
  background: () => Iterable<BackgroundRecord>
  network: Uint8Array | undefined
}): Reading {
  return {
    summary: parts.summary,
    batches: () => inBatches(parts.records()),
    background: () => inBatches(parts.background()),
    networkBytes: () => Promise.resolve(parts.network),
  }
}

async function* inBatches<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
    // The loop above may never wait; other requests get their turn here.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (batch.length > 0) yield batch
}

/** Our own lines, written by the reading process in these shapes. */
async function* batchesOf<T>(file: string): AsyncGenerator<readonly T[]> {
  const parsed = async function* () {
    for await (const line of linesOfFile(file)) {
      const record: T = JSON.parse(line)
      yield record
    }
  }
  yield* inBatches(parsed())
}
