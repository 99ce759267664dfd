import {
  circleList,
  circleMap,
  circleQuery,
  circleReply,
  countySummary,
  evaluateRequest,
  evaluationHistoryQuery,
  evaluationPage,
  gapPage,
} from '@xiayi/contract/circles'
import { countyQuery, pageQuery } from '@xiayi/contract/common'
import { jobStarted } from '@xiayi/contract/system'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Config } from '../../platform/config/config.ts'
import type { Counties } from '../../platform/db/counties.ts'
import type { Files } from '../../platform/files/files.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { DEFAULT_STANDARD } from '../standards/public.ts'
import { addCircleEditRoutes } from './circle-edit.routes.ts'
import { getCircle, listCircles, listEvaluations, listGaps, mapCircles, summariseCounty } from './circles.service.ts'
import { addColumnRoutes } from './columns/columns.routes.ts'
import { startEvaluation } from './evaluate.service.ts'
import { addFactImportRoutes } from './facts/fact-imports.routes.ts'
import { addFactRoutes } from './facts/facts.routes.ts'
import { addCircleFigureRoutes, addCountyFigureRoutes } from './figures/figures.routes.ts'
import { addWalkRoutes } from './walks.routes.ts'
import { addWhyRoutes } from './why/why.routes.ts'

export interface CircleDeps {
  readonly config: Pick<Config, 'dataDir' | 'maxUploadBytes' | 'importMemoryMb' | 'importSeconds'>
  readonly counties: Counties
  readonly files: Files
  readonly jobs: Jobs
}

const circlePath = z.object({ id: z.string().max(60) })

export function addCircleRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['circles']

  routes.get(
    '/api/circles',
    { schema: { tags, summary: '全部生活圈和它们的等级', querystring: circleQuery, response: { 200: circleList } } },
    async (request) => listCircles(await deps.counties.get(request.query.county, 'people'), request.query.standard),
  )

  routes.get(
    '/api/circles/map',
    { schema: { tags, summary: '社区边界和等级（GeoJSON）', querystring: circleQuery, response: { 200: circleMap } } },
    async (request) => mapCircles(await deps.counties.get(request.query.county, 'people'), request.query.standard),
  )

  routes.get(
    '/api/circles/summary',
    { schema: { tags, summary: '全县汇总和目标', querystring: circleQuery, response: { 200: countySummary } } },
    async (request) => summariseCounty(await deps.counties.get(request.query.county, 'people'), request.query.standard),
  )

  routes.get(
    '/api/circles/gaps',
    {
      schema: {
        tags,
        summary: '短板清单，影响人数多的在前',
        querystring: pageQuery.extend({ standard: z.string().max(80).optional() }),
        response: { 200: gapPage },
      },
    },
    async (request) => {
      const { county, cursor, limit, standard } = request.query
      const offset = cursor === undefined ? 0 : Number(cursor)
      if (!Number.isSafeInteger(offset) || offset < 0)
        throw new Problem('bad-request', '翻页标记不对。请从第一页重新开始。')
      return listGaps(await deps.counties.get(county, 'people'), { standardId: standard, limit, offset })
    },
  )

  routes.post(
    '/api/circles/evaluations',
    {
      schema: {
        tags,
        summary: '评估全部或几个生活圈',
        querystring: countyQuery,
        body: evaluateRequest,
        response: { 202: jobStarted },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return reply.code(202).send({ jobId: await startEvaluation(deps, county, request.body) })
    },
  )

  addCircleEditRoutes(app, deps)
  addFactRoutes(app, deps)
  addFactImportRoutes(app, deps)
  addWalkRoutes(app, deps)
  addWhyRoutes(app, deps)
  addCountyFigureRoutes(app, deps)
  addCircleFigureRoutes(app, deps)
  addColumnRoutes(app, deps)
  addCircleRoute(app, deps)
}

/** One circle: after the fixed addresses, which its id would swallow. */
function addCircleRoute(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['circles']

  routes.get(
    '/api/circles/:id',
    {
      schema: {
        tags,
        summary: '一个生活圈和它最近一次评估',
        params: circlePath,
        querystring: circleQuery,
        response: { 200: circleReply },
      },
    },
    async (request) =>
      getCircle(await deps.counties.get(request.query.county, 'people'), request.params.id, request.query.standard),
  )

  routes.get(
    '/api/circles/:id/evaluations',
    {
      schema: {
        tags,
        summary: '历次评估，新的在前',
        params: circlePath,
        querystring: evaluationHistoryQuery,
        response: { 200: evaluationPage },
      },
    },
    async (request) => {
      const { county, standard, limit, cursor } = request.query
      return listEvaluations(await deps.counties.get(county, 'people'), request.params.id, {
        standardId: standard ?? DEFAULT_STANDARD,
        limit,
        cursor,
      })
    },
  )
}
