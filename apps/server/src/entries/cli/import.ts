import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportRow, PlaceImport } from '@xiayi/contract/places'
import type { Command } from 'commander'
import { z } from 'zod'
import { createCounty, equipCounty } from '../../app/county.ts'
import { getImport, listImportRows, startImportFromPath } from '../../domains/places/public.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { answer, waitForJob, withServices } from './session.ts'

interface Options {
  readonly county?: string
  readonly create?: string
  readonly datum?: 'wgs84' | 'gcj02' | 'bd09'
  readonly check?: boolean
}

const KINDS = [
  ['osm', 'a street map: .osm.pbf or .osm; makes the walking network, buildings, places, areas'],
  ['places', 'shops and facilities: CSV, XLSX or GeoJSON points'],
  ['areas', 'boundaries of communities or towns: GeoJSON polygons'],
  ['population', 'residents: GeoTIFF raster, or CSV per community or building'],
] as const
type Kind = (typeof KINDS)[number][0]

export function addImportCommands(root: Command): void {
  const parent = root
    .command('import')
    .description('read a file into a county; every row is checked first, and all is applied or nothing')
  for (const [kind, description] of KINDS) {
    const command = parent
      .command(kind)
      .description(description)
      .argument('<file>')
      .option('--county <code>', 'the county to import into; the default county when left out')
      .option('--create <name>', 'create the county of --county with this name when there is none')
      .option('--check', 'only check the file and report; change nothing')
    if (kind !== 'osm' && kind !== 'population')
      command.option('--datum <name>', 'wgs84, gcj02 or bd09; found out when left out')
    command.action(async (file: string, options: Options, self: Command) => runImport(self, kind, file, options))
  }
}

async function runImport(command: Command, kind: Kind, file: string, options: Options): Promise<void> {
  const size = await stat(file).catch(() => undefined)
  if (size === undefined || !size.isFile()) throw new Problem('not-found', `没有文件“${file}”。`)
  await withServices(async (services) => {
    await services.jobs.start()
    await services.jobs.startWorking()
    const known = (await services.counties.list()).some((row) => row.code === options.county)
    if (options.county !== undefined && !known) {
      if (options.create === undefined)
        throw new Problem(
          'county-not-found',
          `没有代码为“${options.county}”的县。先运行 xiayi county create ${options.county} <名称>，或加上 --create <名称>。`,
        )
      await createCounty(services, { code: options.county, name: options.create, isExample: false })
    }
    const county = await services.counties.get(options.county, 'jobs')
    await equipCounty(services, county.code)
    const started = await startImportFromPath(services, county, {
      path: file,
      fileName: basename(file),
      kind,
      datum: options.datum,
      appliesItself: options.check !== true,
    })
    await waitForJob(services, county, started.jobId, '导入')
    const done = await getImport(county, started.importId)
    const isApplied = done.state === 'applied'
    const isClean = options.check === true && done.counts?.errors === 0
    // A script that goes on after an import has to learn that nothing was imported.
    if (!isApplied && !isClean) process.exitCode = 1
    const inTheWay = isApplied ? [] : await rowsInTheWay(county, done.id)
    answer(command, { ...done, rowsInTheWay: inTheWay }, () => wordsOf(done, county.code, inTheWay.map(rowWords)))
  })
}

const SHOWN_ROWS = 20

/** The first rows with errors, then the first that wait for a decision. */
async function rowsInTheWay(county: CountyDb, importId: string): Promise<readonly ImportRow[]> {
  const errors = await listImportRows(county.db, importId, { limit: SHOWN_ROWS, state: 'error' })
  const conflicts = await listImportRows(county.db, importId, { limit: SHOWN_ROWS, state: 'conflict' })
  return [...errors.items, ...conflicts.items]
}

function rowWords(row: ImportRow): string {
  const where = [`第 ${row.row} 行`, row.column, row.name].filter((part) => part !== null).join(' · ')
  return `  ${where}：${[row.message, row.remedy].filter((part) => part !== null).join('')}`
}

function wordsOf(done: PlaceImport, countyCode: string, rows: readonly string[]): string {
  const counts = done.counts
  const isApplied = done.state === 'applied'
  const figures =
    counts === null
      ? []
      : [
          `共 ${counts.rows} 行：可用 ${counts.accepted}，有误 ${counts.errors}，待定 ${counts.conflicts}；新增 ${counts.created}，更新 ${counts.updated}，不变 ${counts.unchanged}，移除 ${counts.removed}`,
        ]
  const unshown = counts === null || isApplied ? 0 : counts.errors + counts.conflicts - rows.length
  const rest = unshown > 0 ? [`  其余 ${unshown} 行在页面“数据导入”里看。`] : []
  const notes = z.array(z.string()).catch([]).parse(done.understood.notes)
  return [
    `${done.fileName}：${isApplied ? '已导入' : '已检查'}`,
    ...figures,
    ...rows,
    ...rest,
    ...notes,
    nextOf(done, countyCode),
  ].join('\n')
}

function nextOf(done: PlaceImport, countyCode: string): string {
  if (done.state === 'applied') return `下一步：xiayi evaluate --county ${countyCode}`
  const isClean = done.counts !== null && done.counts.errors + done.counts.conflicts === 0
  if (isClean) return '检查通过，还没有导入。去掉 --check 再运行一次就会写入。'
  return '还没有导入：先在页面上处理有误和待定的行，或改好文件再来。'
}
