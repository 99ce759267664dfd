import {
  circleDraft,
  circleFact,
  circleFactList,
  circleReply,
  countySummary,
  newCircleFact,
  targetDraft,
} from '@xiayi/contract/circles'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { drawCircle, fixTarget, listFacts, recordFact, redrawCircle } from './circle-edit.service.ts'
import type { CircleDeps } from './circles.routes.ts'
import { getCircle, summariseCounty } from './circles.service.ts'

const tags = ['circles']
const circlePath = z.object({ id: z.string().max(60) })

/** What people decide about circles: which communities, which facts, which targets. */
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

  routes.put(
    '/api/circles/:id',
    {
      schema: {
        tags,
        summary: '修改一个生活圈',
        params: circlePath,
        querystring: countyQuery,
        body: circleDraft,
        response: { 200: circleReply },
      },
    },
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      await redrawCircle(county, request.params.id, request.body)
      return getCircle(county, request.params.id)
    },
  )

  routes.get(
    '/api/circles/:id/facts',
    {
      schema: {
        tags,
        summary: '地图上看不到的事实，各有依据和日期',
        params: circlePath,
        querystring: countyQuery,
        response: { 200: circleFactList },
      },
    },
    async (request) => ({
      items: await listFacts(await deps.counties.get(request.query.county, 'people'), request.params.id),
    }),
  )

  routes.put(
    '/api/circles/:id/facts/:key',
    {
      schema: {
        tags,
        summary: '登记一项事实；下次评估采用',
        params: circlePath.extend({ key: circleFact.shape.key }),
        querystring: countyQuery,
        body: newCircleFact,
        response: { 200: circleFactList },
      },
    },
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      await recordFact(county, request.params.id, { key: request.params.key, ...request.body })
      return { items: await listFacts(county, request.params.id) }
    },
  )

  addTargetRoute(app, deps)
}

function addTargetRoute(app: FastifyInstance, deps: Pick<CircleDeps, 'counties'>): void {
  app.withTypeProvider<ZodTypeProvider>().put(
    '/api/circles/targets/:id',
    {
      schema: {
        tags,
        summary: '定一个目标：分母和确定的日期',
        params: z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
        querystring: countyQuery,
        body: targetDraft,
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
