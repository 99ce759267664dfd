import { countyQuery } from '@xiayi/contract/common'
import { meReply } from '@xiayi/contract/identity'
import { invitationList, invitationMade, invitationSeen, invitationToken, newInvitation } from '@xiayi/contract/staff'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { auditedReading } from '../audited.ts'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import { meOf } from '../sessions/principal.ts'
import { deviceWords } from '../sessions/session.rules.ts'
import { setSessionCookie } from '../sessions/session-cookie.ts'
import { acceptInvitation, invite, listInvitations, seenInvitation, withdrawInvitation } from './invitations.service.ts'

const tags = ['identity']
/** A reply that sets a cookie or holds a secret is never kept, and a wrong guess is never undone. */
const config = { keepsNoReply: true } as const
const querystring = countyQuery

export function addInvitationRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  addForAdministrators(app, deps)
  addForTheInvited(app, deps)
}

function addForAdministrators(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/invitations',
    { schema: { tags, summary: '发出的邀请，新的在前', querystring, response: { 200: invitationList } } },
    async (request) => {
      const by = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      const items = [...(await listInvitations(at))]
      await auditedReading(at, by, 'invitations.read')
      return { items }
    },
  )
  routes.post(
    '/api/identity/invitations',
    {
      config,
      schema: {
        tags,
        summary: '邀请一位工作人员；链接只显示这一次，三天内用一次',
        querystring,
        body: newInvitation,
        response: { 201: invitationMade },
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      return reply.code(201).send(await invite(await groundOf(deps, request.query.county), by, request.body))
    },
  )
  routes.delete(
    '/api/identity/invitations/:id',
    {
      config,
      schema: {
        tags,
        summary: '收回一个还没用的邀请',
        params: z.object({ id: z.uuid() }),
        querystring,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      await withdrawInvitation(await groundOf(deps, request.query.county), by, request.params.id)
      return reply.code(204).send(undefined)
    },
  )
}

function addForTheInvited(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/invitations/look',
    {
      config,
      schema: {
        tags,
        summary: '邀请链接是给谁的',
        querystring,
        body: invitationToken,
        response: { 200: invitationSeen },
      },
    },
    async (request) => seenInvitation(await groundOf(deps, request.query.county), request.body.token),
  )
  routes.post(
    '/api/identity/invitations/accept',
    {
      config,
      schema: {
        tags,
        summary: '接受邀请：用被邀请的手机号登录后',
        querystring,
        body: invitationToken,
        response: { 200: meReply },
      },
    },
    async (request, reply) => {
      const principal = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      const device = deviceWords(request.headers['user-agent'])
      const opened = await acceptInvitation(deps, at, { principal, token: request.body.token, device })
      setSessionCookie(request, reply, at.county.code, opened)
      const next = await deps.sessions.find(at.county, opened.token)
      return { me: next === undefined ? null : meOf(next, at.now) }
    },
  )
}
