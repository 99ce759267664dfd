import { countyQuery } from '@xiayi/contract/common'
import {
  actingQuery,
  attested,
  guardianship,
  guardianVoid,
  onBehalf,
  onBehalfReply,
  onBehalfRequest,
} from '@xiayi/contract/mandates'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { versionSeen, versionTag } from '../../../platform/http/if-match.ts'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import { attestGuardian, voidGuardian } from './guardian.service.ts'
import { closeOnBehalf, currentHelp, openOnBehalf } from './on-behalf.service.ts'

const tags = ['identity']
const params = z.object({ id: z.uuid() })
const nothing = { 204: z.undefined() }
/** Here somebody is always acted for. */
const forSomebody = actingQuery.required({ onBehalfOf: true })

export function addOnBehalfRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  addHalfHour(app, deps)
  addGuardians(app, deps)
}

function addHalfHour(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/on-behalf',
    { schema: { tags, summary: '我正在给谁代办', querystring: countyQuery, response: { 200: onBehalfReply } } },
    async (request) => {
      const by = await requirePrincipal(request)
      return { session: (await currentHelp(await groundOf(deps, request.query.county), by)) ?? null }
    },
  )
  routes.post(
    '/api/identity/on-behalf',
    {
      // A number that is nobody's is counted although the request is refused; asked again it is the same half hour anyway.
      config: { keepsNoReply: true },
      schema: {
        tags,
        summary: '开始给一个人代办：半小时，写明理由，本人马上看得到',
        querystring: countyQuery,
        body: onBehalfRequest,
        response: { 201: onBehalf },
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const opened = await openOnBehalf(await groundOf(deps, request.query.county), by, request.body)
      return reply.code(201).header('etag', versionTag(opened.version)).send(opened)
    },
  )
  routes.post(
    '/api/identity/on-behalf/:id/close',
    { schema: { tags, summary: '结束代办', params, querystring: countyQuery, response: nothing } },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const seen = versionSeen(request)
      await closeOnBehalf(await groundOf(deps, request.query.county), by, { id: request.params.id, seen })
      return reply.code(204).send(undefined)
    },
  )
}

function addGuardians(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/guardians',
    {
      schema: {
        tags,
        summary: '登记监护：正在代办的人是监护人，证明材料已核对',
        querystring: forSomebody,
        body: guardianship,
        response: { 201: attested },
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const { county, onBehalfOf: guardianId } = request.query
      const made = await attestGuardian(await groundOf(deps, county), by, { guardianId, paper: request.body })
      return reply.code(201).header('etag', versionTag(made.version)).send(made)
    },
  )
  routes.post(
    '/api/identity/guardians/:id/void',
    {
      schema: {
        tags,
        summary: '撤销一项监护登记，要写明理由',
        params,
        querystring: forSomebody,
        body: guardianVoid,
        response: nothing,
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const seen = versionSeen(request)
      const { county, onBehalfOf: personId } = request.query
      const asked = { id: request.params.id, seen, personId, reason: request.body.reason }
      await voidGuardian(await groundOf(deps, county), by, asked)
      return reply.code(204).send(undefined)
    },
  )
}
