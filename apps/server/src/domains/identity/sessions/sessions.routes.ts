import { countyQuery } from '@xiayi/contract/common'
import { sessionList, sessionsEnded } from '@xiayi/contract/identity'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from './current-principal.ts'
import { clearSessionCookie } from './session-cookie.ts'
import { endOtherSessions, endOwnSession, listSessions } from './sessions.service.ts'

const tags = ['identity']
/** Asked for twice it is done once anyway, and what has ended has ended before the reply. */
const config = { keepsNoReply: true } as const

export function addSessionRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/sessions',
    {
      schema: { tags, summary: '我登录着的设备', querystring: countyQuery, response: { 200: sessionList } },
    },
    async (request) => {
      const principal = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      return { items: [...(await listSessions(at, principal))] }
    },
  )
  routes.delete(
    '/api/identity/sessions/:id',
    {
      config,
      schema: {
        tags,
        summary: '让我的一个设备退出；current 是正在用的这个',
        params: z.object({ id: z.union([z.uuid(), z.literal('current')]) }),
        querystring: countyQuery,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const principal = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      const id = request.params.id === 'current' ? principal.sessionId : request.params.id
      await endOwnSession(deps, at, principal, id)
      if (id === principal.sessionId) clearSessionCookie(request, reply, at.county.code)
      return reply.code(204).send(undefined)
    },
  )
  routes.post(
    '/api/identity/sessions/end-others',
    {
      config,
      schema: {
        tags,
        summary: '让我的其他设备都退出',
        querystring: countyQuery,
        response: { 200: sessionsEnded },
      },
    },
    async (request) => {
      const principal = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      return { ended: await endOtherSessions(deps, at, principal) }
    },
  )
}
