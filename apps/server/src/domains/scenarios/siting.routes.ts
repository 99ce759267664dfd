import { countyQuery } from '@xiayi/contract/common'
import { sitingReply, sitingRequest } from '@xiayi/contract/siting'
import { jobStarted } from '@xiayi/contract/system'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { startExactSiting } from './siting.jobs.ts'
import { type SitingDeps, suggestSites } from './siting.service.ts'

/** Ten thousand plots with their outlines. */
const BODY_BYTES = 8 * 1024 * 1024

export function addSitingRoutes(app: FastifyInstance, deps: SitingDeps & { counties: Counties; jobs: Jobs }): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['scenarios']

  routes.post(
    '/api/scenarios/siting',
    {
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: '下一个建在哪里：贪心法，马上回答，附上界',
        querystring: countyQuery,
        body: sitingRequest,
        response: { 200: sitingReply },
      },
    },
    async (request) => {
      const leaving = new AbortController()
      const stop = () => leaving.abort(new Error('the caller went away'))
      request.raw.socket.once('close', stop)
      try {
        const county = await deps.counties.get(request.query.county, 'people')
        return await suggestSites(deps, county, request.body, { signal: leaving.signal })
      } finally {
        request.raw.socket.off('close', stop)
      }
    },
  )

  routes.post(
    '/api/scenarios/siting/exact',
    {
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: '下一个建在哪里：求最优解，作为任务；结果在任务里，形式与贪心法相同',
        querystring: countyQuery,
        body: sitingRequest,
        response: { 202: jobStarted },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return reply.code(202).send({ jobId: await startExactSiting(deps, county, request.body) })
    },
  )
}
