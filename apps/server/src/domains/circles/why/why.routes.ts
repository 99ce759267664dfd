import { wayQuery, wayReply, whyQuery, whyReply } from '@xiayi/contract/circle-why'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { CircleDeps } from '../circles.routes.ts'
import { wayTo } from './way.service.ts'
import { whyFrom } from './why.service.ts'

/** Why a building passes or fails, and what would change it. Answered from the model in memory; nothing is stored. */
export function addWhyRoutes(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['circles']

  routes.get(
    '/api/circles/why',
    {
      schema: {
        tags,
        summary: '一栋楼为什么达标或不达标：每类最近的网点、步行时间和标准的界限',
        querystring: whyQuery,
        response: { 200: whyReply },
      },
    },
    async (request) => whyFrom(deps, await deps.counties.get(request.query.county, 'people'), request.query),
  )

  routes.get(
    '/api/circles/why/way',
    {
      schema: {
        tags,
        summary: '走到最近一处的路；走不到时，开哪条路、在哪里添一处就能走到',
        querystring: wayQuery,
        response: { 200: wayReply },
      },
    },
    async (request) => wayTo(deps, await deps.counties.get(request.query.county, 'people'), request.query),
  )
}
