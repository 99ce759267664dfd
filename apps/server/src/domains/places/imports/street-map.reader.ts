import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProblemCode } from '@xiayi/contract/problems'
import { buildNetwork } from '@xiayi/engine/build-network'
import { saveNetwork } from '@xiayi/engine/save-network'
import { extractStreetMap } from '@xiayi/osm/extract-street-map'
import { IndexedOsm } from '@xiayi/osm/indexed-osm'
import { type OsmFaultCode, OsmFormatError } from '@xiayi/osm/osm-format-error'
import { readOsm } from '@xiayi/osm/read-osm'
import type { StreetMap } from '@xiayi/osm/street-map'
import { Problem } from '../../../platform/problem/problem.ts'
import type { Report } from './import-reading.ts'
import type { ReadingSummary, ReadingTask } from './import-records.ts'
import { WORK_FILES } from './import-work.ts'
import { NdjsonWriter } from './ndjson-writer.ts'
import { networkRecord } from './network-record.ts'
import { backgroundOfStreetMap, recordsOfStreetMap, understoodOfStreetMap } from './street-map-records.ts'

const FAULTS: Readonly<Record<OsmFaultCode, { readonly code: ProblemCode; readonly detail: string }>> = {
  'not-osm': { code: 'import-format', detail: '这不是 OpenStreetMap 文件。请选 .osm.pbf 或 .osm 文件。' },
  unsupported: { code: 'import-format', detail: '这种打包方式读不了。请解压后再传，或另存为 .osm.pbf。' },
  truncated: { code: 'import-format', detail: '文件不完整，像是下载中断了。请重新下载后再传。' },
  malformed: { code: 'import-format', detail: '文件内容已损坏。请重新下载或导出后再传。' },
  'too-large': {
    code: 'import-limits',
    detail: '文件解开后太大。请截取县域范围后再传，或由管理员调大 IMPORT_MEMORY_MB。',
  },
}

/** An OpenStreetMap extract: walking network, places, buildings, areas and the base map's features. */
export function readStreetMap(task: ReadingTask, records: NdjsonWriter, report: Report): ReadingSummary {
  report(0.02, '读取地图文件')
  const map = streetMapOf(task, report)
  if (map.network.nodeLon.length === 0)
    throw new Problem('import-format', '文件里没有可以步行的道路，建不成路网。请确认截取的范围和内容。')
  report(0.7, '建立步行路网')
  writeFileSync(join(task.work, WORK_FILES.network), saveNetwork(buildNetwork(map.network)))
  freeMemory(task)
  report(0.85, '整理网点和建筑')
  const kept = { area: 0, building: 0, place: 0, people: 0, nobody: 0, fault: 0 }
  for (const record of recordsOfStreetMap(map, task.categories)) {
    kept[record.type]++
    records.write(record)
  }
  const background = new NdjsonWriter(join(task.work, WORK_FILES.background))
  for (const feature of backgroundOfStreetMap(map)) background.write(feature)
  background.close()
  const placesLeftOut = map.places.length - kept.place
  const understood = { ...understoodOfStreetMap(map), places: kept.place, placesLeftOut, areas: kept.area }
  return { understood, network: networkRecord(map.network, map.bounds) }
}

function streetMapOf(task: ReadingTask, report: Report): StreetMap {
  const bytes = statSync(task.file).size
  const most = task.memoryMb * 1024 * 1024
  if (bytes > most / 2)
    throw new Problem(
      'import-limits',
      `文件有 ${Math.ceil(bytes / 2 ** 20)} MB，超过可读的 ${Math.floor(most / 2 ** 21)} MB。请截取县域范围后再传。`,
    )
  try {
    return extractStreetMap(indexedOsm(task, report), {
      onProgress: (share) => {
        freeMemory(task)
        report(0.35 + share * 0.35, '提取道路和网点')
      },
    })
  } catch (error) {
    if (!(error instanceof OsmFormatError)) throw error
    const { code, detail } = FAULTS[error.code]
    throw new Problem(code, detail, {
      errors: [{ where: placeOf(error), message: `给技术人员：${error.message}` }],
      cause: error,
    })
  }
}

/** A function of its own: the file's bytes and the references as it gives them are gone before anything is made of them. */
function indexedOsm(task: ReadingTask, report: Report): IndexedOsm {
  const data = readOsm(readFileSync(task.file), {
    onProgress: (share) => report(0.02 + share * 0.33, '读取地图文件'),
    limits: { maxMemoryBytes: Math.floor(task.memoryMb * 1024 * 1024 * 0.62) },
  })
  freeMemory(task)
  return new IndexedOsm(data)
}

/**
 * The watchdog counts what the process holds, and V8, far from its own limit, lets garbage lie: a map of a fifth of the memory
 * would be ended for what nobody needs. Between the stages of a large map it is asked to clear up; small ones do not wait.
 */
function freeMemory(task: ReadingTask): void {
  if (process.memoryUsage.rss() > task.memoryMb * 1024 * 1024 * 0.4) globalThis.gc?.()
}

function placeOf(error: OsmFormatError): string {
  if (error.line !== undefined) return `第 ${error.line} 行`
  if (error.block !== undefined) return `第 ${error.block} 块`
  return error.offset === undefined ? '文件' : `第 ${error.offset} 字节`
}
