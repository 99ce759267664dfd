import type { NewReport, Report } from '@xiayi/contract/reports'
import { report, reportStarted } from '@xiayi/contract/reports'
import type { Job } from '@xiayi/contract/system'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import type { TestApp } from '../../app/test-app.ts'
import type { CountyDb } from '../../platform/db/db.ts'

/** The 14 circles of the county's town are enough to print; its villages are no longer drawn. */
export async function keepTownOnly(county: CountyDb): Promise<void> {
  await sql`update area set retired_at = now() where kind = 'community' and not is_urban`.execute(county.db)
  await sql`update place_revision set revision = revision + 1`.execute(county.db)
}

/** Orders a report over HTTP. */
export async function order(app: TestApp, body: NewReport): Promise<{ reportId: string; jobId: string }> {
  const reply = await app.app.inject({ method: 'POST', url: '/api/reports', payload: body })
  if (reply.statusCode !== 202) throw new Error(`the report was refused: ${reply.body}`)
  return reportStarted.parse(reply.json())
}

export function fileOf(app: TestApp, reportId: string): Promise<LightMyRequestResponse> {
  return app.app.inject({ method: 'GET', url: `/api/reports/${reportId}/file` })
}

/** Orders a report, waits for it and downloads it. */
export async function made(app: TestApp, body: NewReport): Promise<{ report: Report; bytes: Buffer; job: Job }> {
  const { reportId, jobId } = await order(app, body)
  const job = await app.jobEnd(jobId)
  if (job.state !== 'succeeded') throw new Error(`the report was not made: ${job.problem?.detail ?? job.state}`)
  const reply = await app.app.inject({ method: 'GET', url: `/api/reports/${reportId}` })
  const file = await fileOf(app, reportId)
  if (file.statusCode !== 200) throw new Error(`the file was refused: ${file.body}`)
  return { report: report.parse(reply.json()), bytes: file.rawPayload, job }
}
