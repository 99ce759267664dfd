import { countyQuery } from '@xiayi/contract/common'
import {
  actingQuery,
  familyProposal,
  MANDATE_MOVES,
  type MandateMove,
  mandate,
  mandateList,
  mandateProposed,
} from '@xiayi/contract/mandates'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { versionSeen, versionTag } from '../../../platform/http/if-match.ts'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import { listMandates, moveMandate, proposeFamily } from './family.service.ts'
import { MOST_RELATIVES } from './mandate.rules.ts'

const tags = ['identity']
const summaries = {
  confirm: '同意家人的授权',
  decline: '不同意家人的授权',
  revoke: '收回一项授权；双方都能收回，马上生效',
} as const satisfies Record<MandateMove, string>

export function addMandateRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/mandates',
    { schema: { tags, summary: '谁能代我办、我能代谁办', querystring: actingQuery, response: { 200: mandateList } } },
    async (request) => {
      const by = await requirePrincipal(request)
      const { county, onBehalfOf } = request.query
      const items = await listMandates(await groundOf(deps, county), by, onBehalfOf)
      return { items, mostRelatives: MOST_RELATIVES }
    },
  )
  routes.post(
    '/api/identity/mandates',
    {
      schema: {
        tags,
        summary: '请一位家人确认授权；号码登记过没有，回答都一样',
        querystring: actingQuery,
        body: familyProposal,
        response: { 201: mandateProposed },
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const { county, onBehalfOf } = request.query
      const made = await proposeFamily(await groundOf(deps, county), by, { draft: request.body, onBehalfOf })
      return reply.code(201).header('etag', versionTag(made.version)).send(made)
    },
  )
  for (const move of MANDATE_MOVES)
    routes.post(
      `/api/identity/mandates/:id/${move}`,
      {
        schema: {
          tags,
          summary: summaries[move],
          params: z.object({ id: z.uuid() }),
          querystring: countyQuery,
          response: { 200: mandate },
        },
      },
      async (request, reply) => {
        const by = await requirePrincipal(request)
        const seen = versionSeen(request)
        const at = await groundOf(deps, request.query.county)
        const moved = await moveMandate(at, by, { id: request.params.id, move, seen })
        return reply.header('etag', versionTag(moved.version)).send(moved)
      },
    )
}
