import { minutesQuery, minutesReply, walkQuery, walkReply, walkshedCollection } from '@xiayi/contract/circles'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { CircleDeps } from './circles.routes.ts'
import { minutesFrom } from './minutes.service.ts'
import { walkTo } from './walk.service.ts'
import { walkshedOf } from './walkshed.service.ts'

/** Questions about walking that need no stored evaluation: they are answered from the model in memory. */
export function addWalkRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['circles']

  routes.get(
    '/api/circles/minutes',
    {
      schema: {
        tags,
        summary: '从一点到每类最近网点的步行时间',
        querystring: minutesQuery,
        response: { 200: minutesReply },
      },
    },
    async (request) => minutesFrom(deps, await deps.counties.get(request.query.county, 'people'), request.query),
  )

  routes.get(
    '/api/circles/walk',
    {
      schema: {
        tags,
        summary: '从一点到一个网点怎么走：为什么这么远',
        querystring: walkQuery,
        response: { 200: walkReply },
      },
    },
    async (request) => walkTo(deps, await deps.counties.get(request.query.county, 'people'), request.query),
  )

  routes.get(
    '/api/circles/:id/walkshed',
    {
      schema: {
        tags,
        summary: '生活圈的步行范围（GeoJSON，5、10、15 分钟）',
        params: z.object({ id: z.string().max(60) }),
        querystring: countyQuery,
        response: { 200: walkshedCollection },
      },
    },
    async (request) => walkshedOf(deps, await deps.counties.get(request.query.county, 'people'), request.params.id),
  )
}
