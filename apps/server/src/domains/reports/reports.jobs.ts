import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../platform/config/config.ts'
import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import { type Files, forgetFile, recordFile } from '../../platform/files/files.ts'
import { defineJob, type JobContext, type JobKind } from '../../platform/jobs/job-kind.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Finding } from '../../platform/verify/finding.ts'
import { MEDIA_TYPES } from './file-name.rules.ts'
import { Printer } from './print/printer.ts'
import { getReport, REPORT_JOB } from './reports.service.ts'
import { dropReportFile, expiredReports, forgetDropped, reportsWithoutFile, setReportFile } from './reports.sql.ts'
import { readSnapshot } from './snapshot.service.ts'

const input = z.object({ reportId: z.string(), standardId: z.string() })
type Input = z.infer<typeof input>

interface Deps {
  readonly config: Pick<Config, 'dataDir'>
  readonly counties: Counties
  readonly files: Files
}

export function reportJobKinds(deps: Deps): readonly JobKind[] {
  return [
    defineJob<Input>({
      kind: REPORT_JOB,
      parse: (value) => input.parse(value),
      run: (context) => makeReport(deps, context),
    }),
  ]
}

/**
 * Reads everything at one moment, prints it in a process of its own, and names the file in one transaction with the report. A
 * killed process leaves a report without a file, and the job is delivered again.
 */
async function makeReport(deps: Deps, context: JobContext<Input>): Promise<Record<string, unknown>> {
  const { county, signal } = context
  const order = await getReport(county, context.input.reportId)
  if (order.sha256 !== null) return { reportId: order.id, sha256: order.sha256 }
  await removeExpired(deps.files, county, context.log)
  context.report(0.02, '读取数据')
  const isDrawn = order.format === 'pdf' || order.format === 'docx'
  const printer = new Printer(join(deps.config.dataDir, 'compile-cache'))
  try {
    const facts = await readSnapshot(deps, county, {
      subjectId: order.subjectId,
      standardId: context.input.standardId,
      withWalksheds: order.kind !== 'map',
      onGround: isDrawn ? (page) => printer.addGround(page) : undefined,
      signal,
    })
    context.report(0.3, '排版')
    const bytes = await printer.print(order, facts, {
      signal,
      onProgress: (share) => context.report(0.3 + share * 0.65, '排版'),
    })
    context.report(0.96, '保存文件')
    const file = await deps.files.write(county.code, bytes)
    await county.transact(async (tx) => {
      await recordFile(tx, file, MEDIA_TYPES[order.format])
      await setReportFile(tx, order.id, { ...file, revision: facts.revision })
    })
    return { reportId: order.id, sha256: file.sha256, bytes: file.bytes, revision: facts.revision }
  } finally {
    await printer.close()
  }
}

const SWEEP = 200

/**
 * First the row lets go of the file, then the bytes go: a row never lacks its bytes, and a kill in between is made good by the
 * next sweep.
 */
async function removeExpired(files: Files, county: CountyDb, log: Log): Promise<void> {
  for (const { id, sha256 } of await expiredReports(county.db, SWEEP)) {
    await county.transact((tx) => dropReportFile(tx, id))
    const isFree = await county
      .transact((tx) => forgetFile(tx, sha256))
      .catch((error: unknown) => {
        // Something else, such as an import of it, holds the same bytes: they stay.
        log.debug({ err: error, sha256 }, 'reports: a file stays for what else names it')
        return false
      })
    if (isFree) await files.remove(county.code, sha256)
    await county.transact((tx) => forgetDropped(tx, id))
  }
}

/** A finished report has its file until its time is over. */
export async function checkReports(county: CountyDb): Promise<Finding> {
  const { examined, ids } = await reportsWithoutFile(county.db)
  return {
    county: county.code,
    check: 'reports',
    examined,
    faults: ids.map((id) => `report ${id}: its job succeeded and it has no file`),
  }
}
