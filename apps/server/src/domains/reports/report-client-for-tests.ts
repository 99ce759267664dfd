import type { NewReport, Report } from '@xiayi/contract/reports'
import { report, reportStarted } from '@xiayi/contract/reports'
import type { Job } from '@xiayi/contract/system'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../../app/test-app.ts'

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
