import { z } from 'zod'
import { isoTime } from './common.ts'
import { problem } from './problems.ts'

/** The counties of this installation, and its jobs. */
export const county = z.object({
  code: z.string(),
  name: z.string(),
  /** true: every screen and export says 示例数据 */
  isExample: z.boolean(),
  isDefault: z.boolean(),
  /** [west, south, east, north]; null until a network is there */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  attribution: z.string().nullable(),
  createdAt: isoTime,
})
export type County = z.infer<typeof county>
export const countyList = z.object({ items: z.array(county) })

export const newCounty = z.object({
  code: z.string().regex(/^[a-z0-9_]{1,24}$/, '代码用小写字母、数字和下划线，最长 24 位'),
  name: z.string().min(1).max(60),
})

export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export const job = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(JOB_STATES),
  /** 0 .. 1, never falls */
  progress: z.number().min(0).max(1),
  /** what it is doing now, in Chinese */
  stage: z.string(),
  result: z.record(z.string(), z.unknown()).nullable(),
  problem: problem.partial().nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
})
export type Job = z.infer<typeof job>
export const jobStarted = z.object({ jobId: z.string() })

/** One server-sent event on /api/live: `event: job`, `data:` this. */
export const liveEvent = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('job'), job }),
  z.object({ topic: z.literal('places.changed'), county: z.string() }),
  z.object({ topic: z.literal('circles.evaluated'), county: z.string() }),
])
export type LiveEvent = z.infer<typeof liveEvent>
