import {
  changesQuery,
  circleChanges,
  circleComparison,
  circleMissing,
  circlePlaces,
  circleResidents,
  circleTrend,
  compareQuery,
} from '@xiayi/contract/circle-figures'
import { circleQuery } from '@xiayi/contract/circles'
import { countyQuery } from '@xiayi/contract/common'
import {
  circleMoves,
  equityQuery,
  equityReply,
  gapMatrix,
  movesQuery,
  tiersOverTime as tiersOverTimeReply,
} from '@xiayi/contract/county-figures'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DEFAULT_STANDARD } from '../../standards/public.ts'
import type { CircleDeps } from '../circles.routes.ts'
import { changesOfCircle, compareCircles, missingOfCircle, trendOfCircle } from './circle-figures.service.ts'
import { placesOfCircle, residentsOfCircle } from './circle-ground.service.ts'
import { gapMatrixOf, movesOfCircles, tiersOverTime } from './county-figures.service.ts'
import { equityOf } from './equity.service.ts'

const tags = ['circles']
const circlePath = z.object({ id: z.string().max(60) })

/** The county as a whole: fixed addresses, added before those with a circle's id. */
export function addCountyFigureRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/api/circles/over-time',
    {
      schema: {
        tags,
        summary: '历次评估日的等级分布',
        querystring: circleQuery,
        response: { 200: tiersOverTimeReply },
      },
    },
    async (request) =>
      tiersOverTime(
        await deps.counties.get(request.query.county, 'people'),
        request.query.standard ?? DEFAULT_STANDARD,
      ),
  )

  routes.get(
    '/api/circles/moves',
    {
      schema: {
        tags,
        summary: '两个评估日之间升降的生活圈，和变了结论的条款',
        querystring: movesQuery,
        response: { 200: circleMoves },
      },
    },
    async ({ query }) =>
      movesOfCircles(await deps.counties.get(query.county, 'people'), {
        standardId: query.standard ?? DEFAULT_STANDARD,
        from: query.from,
        to: query.to,
      }),
  )

  routes.get(
    '/api/circles/matrix',
    { schema: { tags, summary: '生活圈 × 条款', querystring: circleQuery, response: { 200: gapMatrix } } },
    async (request) =>
      gapMatrixOf(await deps.counties.get(request.query.county, 'people'), request.query.standard ?? DEFAULT_STANDARD),
  )

  routes.get(
    '/api/circles/equity',
    {
      schema: {
        tags,
        summary: '体育、阅读、养老：谁走得到，社区之间差多少',
        querystring: equityQuery,
        response: { 200: equityReply },
      },
    },
    async (request) => equityOf(deps, await deps.counties.get(request.query.county, 'people'), request.query),
  )
}

/** One circle, beyond its newest evaluation. */
export function addCircleFigureRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')
  const about = (summary: string) => ({ tags, summary, params: circlePath })

  routes.get(
    '/api/circles/:id/trend',
    { schema: { ...about('历次评估的走势，逐条'), querystring: circleQuery, response: { 200: circleTrend } } },
    async ({ params, query }) =>
      trendOfCircle(await countyOf(query.county), params.id, query.standard ?? DEFAULT_STANDARD),
  )

  routes.get(
    '/api/circles/:id/compare',
    {
      schema: {
        ...about('与另一个生活圈、与同类生活圈的中位数比较'),
        querystring: compareQuery,
        response: { 200: circleComparison },
      },
    },
    async ({ params, query }) =>
      compareCircles(await countyOf(query.county), params.id, {
        standardId: query.standard ?? DEFAULT_STANDARD,
        with: query.with,
      }),
  )

  routes.get(
    '/api/circles/:id/missing',
    {
      schema: {
        ...about('缺什么、补什么，影响人数多的在前'),
        querystring: circleQuery,
        response: { 200: circleMissing },
      },
    },
    async ({ params, query }) =>
      missingOfCircle(deps, await countyOf(query.county), {
        id: params.id,
        standardId: query.standard ?? DEFAULT_STANDARD,
      }),
  )

  routes.get(
    '/api/circles/:id/changes',
    { schema: { ...about('两次评估之间变了什么'), querystring: changesQuery, response: { 200: circleChanges } } },
    async ({ params, query }) =>
      changesOfCircle(deps, await countyOf(query.county), { id: params.id, from: query.from, to: query.to }),
  )

  routes.get(
    '/api/circles/:id/places',
    { schema: { ...about('圈内的网点和步行时间'), querystring: countyQuery, response: { 200: circlePlaces } } },
    async ({ params, query }) => placesOfCircle(deps, await countyOf(query.county), params.id),
  )

  routes.get(
    '/api/circles/:id/residents',
    {
      schema: {
        ...about('圈内居民，按年龄和数字的来历'),
        querystring: countyQuery,
        response: { 200: circleResidents },
      },
    },
    async ({ params, query }) => residentsOfCircle(deps, await countyOf(query.county), params.id),
  )
}
