import { countyQuery } from '@xiayi/contract/common'
import { standardList, standardQuestions, standardReply } from '@xiayi/contract/standards'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../platform/db/counties.ts'
import { clauseReply, getQuestions, getStandard, listStandards, summaryOf } from './standards.service.ts'

export function addStandardRoutes(app: FastifyInstance, deps: { counties: Counties }): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/api/standards',
    { schema: { tags: ['standards'], summary: '评价标准', querystring: countyQuery, response: { 200: standardList } } },
    async (request) => {
      const { db } = await deps.counties.get(request.query.county, 'people')
      return { items: (await listStandards(db)).map(summaryOf) }
    },
  )

  routes.get(
    '/api/standards/:id',
    {
      schema: {
        tags: ['standards'],
        summary: '一套标准的条款和出处；id 或 id@版本',
        params: z.object({ id: z.string().max(160) }),
        querystring: countyQuery,
        response: { 200: standardReply },
      },
    },
    async (request) => {
      const { db } = await deps.counties.get(request.query.county, 'people')
      const stored = await getStandard(db, request.params.id)
      return {
        ...summaryOf(stored),
        clauseList: stored.ruleSet.clauses.map((clause) => clauseReply(stored.ruleSet, clause)),
      }
    },
  )

  routes.get(
    '/api/standards/:id/questions',
    {
      schema: {
        tags: ['standards'],
        summary: '这套标准要登记的事项：地图上看不到的事实、调查和材料',
        params: z.object({ id: z.string().max(160) }),
        querystring: countyQuery,
        response: { 200: standardQuestions },
      },
    },
    async (request) => {
      const { db } = await deps.counties.get(request.query.county, 'people')
      return getQuestions(db, request.params.id)
    },
  )
}
