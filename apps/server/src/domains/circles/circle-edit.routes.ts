import {
  circleDraft,
  circleRedraft,
  circleReply,
  countySummary,
  drawnCircle,
  targetBook,
  targetFixing,
} from '@xiayi/contract/circles'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { drawCircle, getDrawnCircle, redrawCircle } from './circle-edit.service.ts'
import type { CircleDeps } from './circles.routes.ts'
import { getCircle, summariseCounty } from './circles.service.ts'
import { fixTarget, listTargetHistories } from './targets.service.ts'

const tags = ['circles']
const circlePath = z.object({ id: z.string().max(60) })

/** What people decide about circles: which communities, which targets. */
export function addCircleEditRoutes(app: FastifyInstance, deps: Pick<CircleDeps, 'counties'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/circles',
    {
      schema: {
        tags,
        summary: '划定一个生活圈：一个或几个社区',
        querystring: countyQuery,
        body: circleDraft,
        response: { 201: circleReply },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return reply.code(201).send(await getCircle(county, await drawCircle(county, request.body)))
    },
  )

  routes.get(
    '/api/circles/:id/drawing',
    {
      schema: {
        tags,
        summary: '一个生活圈现在怎么划定的，供修改',
        params: circlePath,
        querystring: countyQuery,
        response: { 200: drawnCircle },
      },
    },
    async (request) => getDrawnCircle(await deps.counties.get(request.query.county, 'people'), request.params.id),
  )

  routes.put(
    '/api/circles/:id',
    {
      schema: {
        tags,
        summary: '修改一个生活圈',
        params: circlePath,
        querystring: countyQuery,
        body: circleRedraft,
        response: { 200: circleReply },
      },
    },
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      await redrawCircle(county, request.params.id, request.body)
      return getCircle(county, request.params.id)
    },
  )

  addTargetRoutes(app, deps)
}

function addTargetRoutes(app: FastifyInstance, deps: Pick<CircleDeps, 'counties'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/api/circles/targets',
    {
      schema: {
        tags,
        summary: '全县的目标，连同以前定过的',
        querystring: countyQuery,
        response: { 200: targetBook },
      },
    },
    async (request) => ({
      items: await listTargetHistories(await deps.counties.get(request.query.county, 'people')),
    }),
  )

  routes.put(
    '/api/circles/targets/:id',
    {
      schema: {
        tags,
        summary: '定一个目标：分母和确定的日期；以前的留作记录',
        params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
        querystring: countyQuery,
        body: targetFixing,
        response: { 200: countySummary },
      },
    },
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      await fixTarget(county, request.params.id, request.body)
      return summariseCounty(county)
    },
  )
}
