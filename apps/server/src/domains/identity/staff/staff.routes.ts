import { countyQuery, pageQuery } from '@xiayi/contract/common'
import { sessionsEnded } from '@xiayi/contract/identity'
import { newMembership, newParty, party, partyList, staffPage } from '@xiayi/contract/staff'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { auditedReading } from '../audited.ts'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import { resetFactors } from './invitations.service.ts'
import { createBody, endRole, endSessionsOf, grantRole, listBodies, listStaff } from './staff.service.ts'

const tags = ['identity']
const querystring = countyQuery
const params = z.object({ id: z.uuid() })
const nothing = { 204: z.undefined() }

export function addStaffRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  addPeople(app, deps)
  addRoles(app, deps)
  addBodies(app, deps)
}

function addPeople(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/staff',
    { schema: { tags, summary: '工作人员和他们的角色', querystring: pageQuery, response: { 200: staffPage } } },
    async (request) => {
      const by = await requirePrincipal(request)
      const { county, limit, cursor } = request.query
      const at = await groundOf(deps, county)
      const page = await listStaff(at, { limit, cursor })
      if (cursor === undefined) await auditedReading(at, by, 'staff.read')
      return page
    },
  )
  routes.post(
    '/api/identity/staff/:id/reset-factors',
    {
      config: { keepsNoReply: true },
      schema: { tags, summary: '作废一个人的第二步验证，让其重新登记', params, querystring, response: nothing },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      await resetFactors(deps, await groundOf(deps, request.query.county), by, request.params.id)
      return reply.code(204).send(undefined)
    },
  )
  routes.post(
    '/api/identity/staff/:id/end-sessions',
    {
      config: { keepsNoReply: true },
      schema: { tags, summary: '让一个人的设备都退出', params, querystring, response: { 200: sessionsEnded } },
    },
    async (request) => {
      const by = await requirePrincipal(request)
      return { ended: await endSessionsOf(deps, await groundOf(deps, request.query.county), by, request.params.id) }
    },
  )
}

function addRoles(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/memberships',
    {
      schema: { tags, summary: '给一位工作人员加一个角色', querystring, body: newMembership, response: nothing },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const { partyId, role, scope } = request.body
      await grantRole(deps, await groundOf(deps, request.query.county), by, { partyId, grant: { role, scope } })
      return reply.code(204).send(undefined)
    },
  )
  routes.delete(
    '/api/identity/memberships/:id',
    { schema: { tags, summary: '收回一个角色', params, querystring, response: nothing } },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      await endRole(deps, await groundOf(deps, request.query.county), by, request.params.id)
      return reply.code(204).send(undefined)
    },
  )
}

function addBodies(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/parties',
    { schema: { tags, summary: '单位、部门和专班', querystring, response: { 200: partyList } } },
    async (request) => {
      return { items: [...(await listBodies(await groundOf(deps, request.query.county)))] }
    },
  )
  routes.post(
    '/api/identity/parties',
    {
      schema: { tags, summary: '登记一个单位、部门或专班', querystring, body: newParty, response: { 201: party } },
    },
    async (request, reply) => {
      return reply.code(201).send(await createBody(await groundOf(deps, request.query.county), request.body))
    },
  )
}
