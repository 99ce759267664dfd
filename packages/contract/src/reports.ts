import { z } from 'zod'
import { cleanText, countyQuery, isoTime, pageOf, pageQuery } from './common.ts'
import { JOB_STATES } from './system.ts'

export const REPORT_KINDS = ['circle', 'county', 'map'] as const
export const REPORT_FORMATS = ['pdf', 'docx', 'xlsx', 'geojson'] as const

export const newReport = z
  .object({
    kind: z.enum(REPORT_KINDS).describe('circle 一个生活圈，county 全县，map A3 等级图'),
    /** the circle's id, for a report of one circle */
    subjectId: z.string().max(60).optional(),
    format: z.enum(REPORT_FORMATS).default('pdf'),
    standardId: z.string().max(80).optional(),
    /** name or post of whoever orders it */
    by: cleanText(40).optional(),
  })
  .refine(({ kind, subjectId }) => kind !== 'circle' || subjectId !== undefined, {
    message: '生活圈报告要写明是哪个生活圈（subjectId）',
    path: ['subjectId'],
  })
  .refine(({ kind, format }) => kind !== 'map' || format === 'pdf', {
    message: '挂图只有 PDF 一种格式',
    path: ['format'],
  })
export type NewReport = z.input<typeof newReport>

export const report = z.object({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  subjectId: z.string().nullable(),
  format: z.enum(REPORT_FORMATS),
  title: z.string(),
  fileName: z.string(),
  by: z.string().nullable(),
  jobId: z.string(),
  state: z.enum(JOB_STATES),
  progress: z.number().min(0).max(1),
  stage: z.string(),
  /** why it was not made, in words */
  problem: z.string().nullable(),
  /** the revision of the county's data that everything in it was read from */
  revision: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
  /** the file is kept until then */
  expiresAt: isoTime,
  isExpired: z.boolean(),
})
export type Report = z.infer<typeof report>

export const reportPage = pageOf(report)
export const reportQuery = countyQuery
export const reportListQuery = pageQuery
export const reportStarted = z.object({ reportId: z.string(), jobId: z.string() })
