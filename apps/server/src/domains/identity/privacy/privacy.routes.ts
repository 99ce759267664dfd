import { countyQuery, pageQuery } from '@xiayi/contract/common'
import {
  consentChange,
  consentList,
  erased,
  eraseRequest,
  unmasked,
  unmaskRequest,
  viewPage,
} from '@xiayi/contract/privacy'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../../platform/problem/problem.ts'
import { groundOf, type IdentityDeps, type IdentityFoundation } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import { clearSessionCookie } from '../sessions/session-cookie.ts'
import type { PersonalData } from './personal-data.ts'
import { collectOwnData, decideConsent, eraseOwnData, listConsents, listViews, unmaskPhone } from './privacy.service.ts'

const tags = ['identity']
const querystring = countyQuery
/** Replies hold what is not kept anywhere in clear. */
const config = { keepsNoReply: true } as const

/** After `addIdentityRoutes`, whose sessions it shares. */
export function addPrivacyRoutes(
  app: FastifyInstance,
  foundation: IdentityFoundation,
  sources: readonly PersonalData[],
): void {
  const deps: IdentityDeps = { ...foundation, sessions: app.people.keeper, now: () => new Date() }
  addViews(app, deps)
  addConsents(app, deps)
  addOwnData(app, deps, sources)
}

function addViews(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/people/:id/unmask',
    {
      config,
      schema: {
        tags,
        summary: '查看一个人的完整手机号，要说明用途，本人会看到',
        params: z.object({ id: z.uuid() }),
        querystring,
        body: unmaskRequest,
        response: { 200: unmasked },
      },
    },
    async (request) => {
      const by = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      const look = { partyId: request.params.id, purpose: request.body.purpose, log: deps.log }
      return { value: await unmaskPhone(at, by, look) }
    },
  )
  routes.get(
    '/api/identity/my-data/views',
    { schema: { tags, summary: '谁看过我的信息', querystring: pageQuery, response: { 200: viewPage } } },
    async (request) => {
      const me = await requirePrincipal(request)
      const { county, limit, cursor } = request.query
      const before = z.coerce.number().int().positive().optional().safeParse(cursor)
      if (!before.success) throw new Problem('bad-request', '翻页的位置不对。请从第一页重新看起。')
      return listViews(await groundOf(deps, county), me.partyId, { before: before.data, limit })
    },
  )
}

function addConsents(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/my-data/consents',
    { schema: { tags, summary: '我同意过的用途', querystring, response: { 200: consentList } } },
    async (request) => {
      const me = await requirePrincipal(request)
      return { items: await listConsents(await groundOf(deps, request.query.county), me.partyId) }
    },
  )
  routes.put(
    '/api/identity/my-data/consents',
    {
      config,
      schema: { tags, summary: '同意或撤回一项用途', querystring, body: consentChange, response: { 200: consentList } },
    },
    async (request) => {
      const me = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      await decideConsent(at, me.partyId, request.body)
      return { items: await listConsents(at, me.partyId) }
    },
  )
}

function addOwnData(app: FastifyInstance, deps: IdentityDeps, sources: readonly PersonalData[]): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/my-data/file',
    { schema: { tags, summary: '把我的信息导出成文件（JSON）', querystring } },
    async (request, reply) => {
      const me = await requirePrincipal(request)
      const data = await collectOwnData(await groundOf(deps, request.query.county), me.partyId, sources)
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="my-data-${me.county}.json"`)
        .header('cache-control', 'no-store')
        .send(JSON.stringify(data, null, 2))
    },
  )
  routes.post(
    '/api/identity/my-data/erase',
    {
      config,
      schema: { tags, summary: '注销我的账户', querystring, body: eraseRequest, response: { 200: erased } },
    },
    async (request, reply) => {
      const me = await requirePrincipal(request)
      const at = await groundOf(deps, request.query.county)
      const kept = await eraseOwnData(at, me.partyId, sources)
      deps.sessions.forget()
      clearSessionCookie(request, reply, at.county.code)
      return { kept: [...kept] }
    },
  )
}
