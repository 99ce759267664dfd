import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadingSummary, ReadingTask } from './import-records.ts'
import { WORK_FILES } from './import-work.ts'
import { NdjsonWriter } from './ndjson-writer.ts'

export type Report = (share: number, stage: string) => void

/** What every reader of a kind is: records out as they come, and a summary at the end. */
export type KindReader = (
  task: ReadingTask,
  records: NdjsonWriter,
  report: Report,
) => Promise<ReadingSummary> | ReadingSummary

// Each kind's libraries are loaded when it is read: all of them would double the start of every import.
const READERS = {
  osm: async () => (await import('./street-map.reader.ts')).readStreetMap,
  places: async () => (await import('./places.reader.ts')).readPlaces,
  areas: async () => (await import('./areas.reader.ts')).readAreas,
  table: async () => (await import('./table.reader.ts')).readTable,
  population: async () => (await import('./population.reader.ts')).readPopulation,
} as const satisfies Readonly<Record<ReadingTask['kind'], () => Promise<KindReader>>>

/** Reads `task.file` into the work folder; the summary is written last and says that the rest is complete. */
export async function readFileOfImport(task: ReadingTask, report: Report): Promise<void> {
  const records = new NdjsonWriter(join(task.work, WORK_FILES.records))
  const read: KindReader = await READERS[task.kind]()
  const summary = await read(task, records, report)
  records.close()
  writeFileSync(join(task.work, WORK_FILES.summary), JSON.stringify(summary), { flush: true })
}
