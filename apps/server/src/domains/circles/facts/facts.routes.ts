import { circleFactList, factGrid, factGridQuery, factKey, factSheet, factsSaved } from '@xiayi/contract/circle-facts'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { CircleDeps } from '../circles.routes.ts'
import { gridOfFacts, listFacts, listFactVersions, saveFacts } from './facts.service.ts'

const tags = ['circles']
const circlePath = z.object({ id: z.string().max(60) })

/** What no map shows: recorded by people, kept with every version. */
export function addFactRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/api/circles/facts',
    {
      schema: {
        tags,
        summary: '全县登记的事实：生活圈 × 事项',
        querystring: factGridQuery,
        response: { 200: factGrid },
      },
    },
    async (request) => gridOfFacts(await deps.counties.get(request.query.county, 'people'), request.query.standard),
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

  routes.get(
    '/api/circles/:id/facts/:key/history',
    {
      schema: {
        tags,
        summary: '一项事实的历次登记，新的在前',
        params: circlePath.extend({ key: factKey }),
        querystring: countyQuery,
        response: { 200: circleFactList },
      },
    },
    async (request) => {
      const { id, key } = request.params
      return { items: await listFactVersions(await deps.counties.get(request.query.county, 'people'), id, key) }
    },
  )

  routes.put(
    '/api/circles/:id/facts',
    {
      schema: {
        tags,
        summary: '登记一项或几项事实：要么全部保存，要么一项也不；随后重新评估',
        description:
          'basedOn 是打开时看到的版本（没有登记过为 0）。别人在此之后改过的，整张退回（412），并列出两边的值。value 为 null 是撤回：没有人知道。',
        params: circlePath,
        querystring: factGridQuery,
        body: factSheet,
        response: { 200: factsSaved },
      },
    },
    async (request) => {
      const { county, standard } = request.query
      return saveFacts(deps, await deps.counties.get(county, 'people'), {
        circleId: request.params.id,
        standardId: standard,
        sheet: request.body,
      })
    },
  )
}
