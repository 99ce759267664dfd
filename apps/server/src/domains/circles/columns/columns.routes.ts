import {
  barriersQuery,
  barriersReply,
  groundReply,
  minutesColumnQuery,
  minutesColumnReply,
} from '@xiayi/contract/circles'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { CircleDeps } from '../circles.routes.ts'
import { barriersOf } from './barriers.service.ts'
import { groundOf } from './ground.service.ts'
import { MinutesColumns } from './minutes-column.service.ts'
import { sendPacked } from './packed.ts'

const unchanged = z.null().describe('没有变化')

/** What the planner's map draws: the county's buildings once, and a column of seconds for every question. */
export function addColumnRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['circles']
  const columns = new MinutesColumns()
  app.addHook('onClose', () => columns.close())

  routes.get(
    '/api/circles/ground',
    {
      schema: {
        tags,
        summary: '全县楼栋、居民和六边形，按列；规划地图的底',
        querystring: countyQuery,
        response: { 200: groundReply, 304: unchanged },
      },
    },
    async (request, reply) =>
      sendPacked(request, reply, await groundOf(deps, await deps.counties.get(request.query.county, 'people'))),
  )

  routes.get(
    '/api/circles/minutes-column',
    {
      schema: {
        tags,
        summary: '每栋楼到最近一处某类网点的步行秒数，按列',
        querystring: minutesColumnQuery,
        response: { 200: minutesColumnReply, 304: unchanged },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return sendPacked(request, reply, await columns.column(deps, county, request.query))
    },
  )

  routes.get(
    '/api/circles/barriers',
    {
      schema: {
        tags,
        summary: '水边、铁路、围墙，和某类人群走不了的路',
        querystring: barriersQuery,
        response: { 200: barriersReply, 304: unchanged },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return sendPacked(request, reply, await barriersOf(deps, county, request.query))
    },
  )
}
