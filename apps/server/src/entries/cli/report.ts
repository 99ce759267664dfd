import { copyFile, writeFile } from 'node:fs/promises'
import { type NewReport, newReport, REPORT_FORMATS } from '@xiayi/contract/reports'
import { bytesWords } from '@xiayi/ui/format'
import { type Command, Option } from 'commander'
import { type CircleReport, circleReport } from '../../domains/circles/public.ts'
import { getReportFile, orderReport } from '../../domains/reports/public.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { answer, waitForJob, withServices } from './session.ts'

interface Options {
  readonly county?: string
  readonly standard?: string
  readonly csv?: string
  readonly format?: NewReport['format']
  readonly out?: string
  readonly circle?: string
  readonly map?: boolean
}

export function addReportCommand(root: Command): void {
  root
    .command('report')
    .description('the newest evaluation of every circle, with its clauses; or a report as a file')
    .option('--county <code>', 'the default county when left out')
    .option('--standard <id>', 'the county plan when left out')
    .option('--csv <file>', 'write one line per circle and clause')
    .addOption(
      new Option('--format <format>', 'make a report as a file, as the screen makes it').choices(REPORT_FORMATS),
    )
    .option('--out <file>', 'where the file goes; its own name in this folder when left out')
    .option('--circle <id>', 'a report of this circle alone')
    .option('--map', 'the A3 map of tiers, as PDF')
    .action(async (options: Options, command: Command) => {
      if (options.format !== undefined || options.map === true || options.out !== undefined)
        return makeFile(options, command)
      await withServices(async (services) => {
        const county = await services.counties.get(options.county, 'jobs')
        const report = await circleReport(services, county, options.standard)
        if (options.csv !== undefined) await writeFile(options.csv, csvOf(report))
        answer(command, report, () => circleReportWords(report))
      })
    })
}

async function makeFile(options: Options, command: Command): Promise<void> {
  const parsed = newReport.safeParse({
    kind: options.map === true ? 'map' : options.circle === undefined ? 'county' : 'circle',
    subjectId: options.circle,
    format: options.format ?? 'pdf',
    standardId: options.standard,
  })
  if (!parsed.success) throw new Problem('invalid-input', parsed.error.issues.map(({ message }) => message).join('；'))
  await withServices(async (services) => {
    await services.jobs.start()
    await services.jobs.startWorking()
    const county = await services.counties.get(options.county, 'jobs')
    const { reportId, jobId } = await orderReport({ ...services, now: () => new Date() }, county, parsed.data)
    await waitForJob(services, county, jobId, '报告')
    const made = await getReportFile(county, reportId)
    const out = options.out ?? made.fileName
    await copyFile(services.files.path(county.code, made.sha256), out)
    answer(
      command,
      { ...made, out },
      () => `${made.title}：${out}（${bytesWords(made.bytes)}，数据第 ${made.revision ?? '—'} 版）`,
    )
  })
}

export function circleReportWords(report: CircleReport): string {
  const head = [
    `${report.countyName}${report.isExample ? '（示例数据）' : ''}  ${report.standardTitle} ${report.standardVersion}${report.isOfficial ? '' : '（非官方）'}`,
    `步行速度 ${report.speedMetresPerSecond} 米/秒  评估于 ${report.evaluatedAt ?? '尚未评估'}`,
    '',
  ]
  const lines = report.circles.map(
    (circle) =>
      `${circle.tierName ?? '未达标'}\t${circle.name}\t${circle.residents ?? 0} 人\t达标 ${circle.passed}  未达 ${circle.failed}  未知 ${circle.unknown}${circle.mainReason === null ? '' : `\t${circle.mainReason}`}`,
  )
  const targets = report.targets.map((target) => `${target.title}：${target.finding}`)
  return [...head, ...lines, '', ...targets].join('\n')
}

/** A cell that a spreadsheet would take for a formula is quoted with an apostrophe. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function csvOf(report: CircleReport): string {
  const header = [
    '生活圈',
    '等级',
    '条款',
    '结论',
    '分子',
    '分母',
    '数值',
    '标准值',
    '单位',
    '说明',
    '怎样才达标',
    '出处已核验',
    '示例数据',
  ]
  const rows = report.circles.flatMap((circle) =>
    circle.clauses.map((clause) => [
      circle.name,
      circle.tierName ?? '未达标',
      clause.title,
      clause.state,
      clause.figure?.numerator ?? null,
      clause.figure?.denominator ?? null,
      clause.figure?.value ?? null,
      clause.figure?.threshold ?? null,
      clause.figure?.unit ?? '',
      clause.finding,
      clause.toPass,
      clause.verified ? '是' : '未核验',
      report.isExample ? '示例数据' : '',
    ]),
  )
  // The byte order mark makes Excel read UTF-8.
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
