import { openTestApp, type TestApp } from '../../apps/server/src/app/test-app.ts'
import { communitiesGeoJson, smallTownOsm } from './small-town.ts'
import { importFile } from './upload.ts'

export interface Fact {
  readonly key: string
  readonly value: unknown
  readonly version: number
  readonly by: string | null
  readonly evidence: string | null
  readonly observedOn: string
}

interface Saved {
  readonly items: Fact[]
  readonly written: number
  readonly unchanged: number
  readonly evaluationJobId: string | null
}

export interface Refusal {
  readonly code: string
  readonly errors: { where: string; message: string; remedy?: string }[]
}

/** A fact as a clerk sends it. */
export function fact(key: string, value: unknown, basedOn: number, more: object = {}): object {
  return { key, value, basedOn, evidence: '现场照片', observedOn: '2026-11-20', ...more }
}

/** The small town, evaluated once: two circles of which nobody has recorded anything. */
export class FactTown {
  readonly app: TestApp
  readonly west: string
  readonly east: string

  private constructor(app: TestApp, west: string, east: string) {
    this.app = app
    this.west = west
    this.east = east
  }

  static async open(): Promise<FactTown> {
    const app = await openTestApp()
    await importFile(app, 'osm', { name: 'town.osm', content: smallTownOsm() })
    await importFile(app, 'areas', { name: 'communities.geojson', content: communitiesGeoJson() })
    const started = await app.app.inject({ method: 'POST', url: '/api/circles/evaluations', payload: {} })
    await app.jobEnd(started.json<{ jobId: string }>().jobId)
    const { items } = (await app.app.inject('/api/circles')).json<{ items: { id: string; name: string }[] }>()
    const idOf = (name: string) => items.find((circle) => circle.name === name)?.id ?? ''
    return new FactTown(app, idOf('西街生活圈'), idOf('东街生活圈'))
  }

  async get<T>(url: string, status = 200): Promise<T> {
    const reply = await this.app.app.inject(url)
    if (reply.statusCode !== status) throw new Error(`GET ${url}: ${reply.statusCode} ${reply.body}`)
    return reply.json()
  }

  async send<T>(method: 'POST' | 'PUT', url: string, payload: object, status = 200): Promise<T> {
    const reply = await this.app.app.inject({ method, url, payload })
    if (reply.statusCode !== status) throw new Error(`${method} ${url}: ${reply.statusCode} ${reply.body}`)
    return reply.json()
  }

  save<T = Saved>(circle: string, facts: readonly object[], status = 200): Promise<T> {
    return this.send<T>('PUT', `/api/circles/${circle}/facts`, { by: '王某', facts }, status)
  }

  /** What the evaluation that was ordered changed. */
  async flips(jobId: string | null): Promise<unknown> {
    if (jobId === null) throw new Error('no evaluation was ordered')
    const job = await this.app.jobEnd(jobId)
    if (job.state !== 'succeeded') throw new Error(`the evaluation ended as ${job.state}`)
    return job.result?.['flips']
  }
}
