import { countyQuery } from '@xiayi/contract/common'
import { codeRequest, codeSent, meReply, signIn } from '@xiayi/contract/identity'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { groundOf, type IdentityDeps } from '../identity-deps.ts'
import { currentPrincipal } from '../sessions/current-principal.ts'
import { meOf } from '../sessions/principal.ts'
import { deviceWords } from '../sessions/session.rules.ts'
import { clearSessionCookie, cookieName, setSessionCookie } from '../sessions/session-cookie.ts'
import { askForCode, signInWithCode } from './sign-in.service.ts'

const tags = ['identity']
/** A reply that sets a cookie is never kept, and a wrong guess is never undone. */
const config = { keepsNoReply: true } as const

export function addSignInRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/codes',
    {
      config,
      schema: {
        tags,
        summary: '获取登录验证码；号码登记过没有，回答都一样',
        querystring: countyQuery,
        body: codeRequest,
        response: { 202: codeSent },
      },
    },
    async (request, reply) => {
      const caller = { phone: request.body.phone, address: request.ip }
      return reply.code(202).send(await askForCode(deps, await groundOf(deps, request.query.county), caller))
    },
  )
  routes.post(
    '/api/identity/sessions',
    {
      config,
      schema: {
        tags,
        summary: '用验证码登录',
        querystring: countyQuery,
        body: signIn,
        response: { 201: meReply },
      },
    },
    async (request, reply) => {
      const at = await groundOf(deps, request.query.county)
      const device = deviceWords(request.headers['user-agent'])
      const { opened } = await signInWithCode(at, { ...request.body, address: request.ip, device })
      setSessionCookie(request, reply, at.county.code, opened)
      const principal = await deps.sessions.find(at.county, opened.token)
      return reply.code(201).send({ me: principal === undefined ? null : meOf(principal, deps.now()) })
    },
  )
  routes.get(
    '/api/identity/me',
    {
      schema: {
        tags,
        summary: '现在是谁登录；没有登录则 me 为空',
        querystring: countyQuery,
        response: { 200: meReply },
      },
    },
    async (request, reply) => {
      const principal = await currentPrincipal(request)
      if (principal !== undefined) return { me: meOf(principal, deps.now()) }
      const { code } = await deps.counties.getRow(request.query.county)
      if (request.cookies[cookieName(request, code)] !== undefined) clearSessionCookie(request, reply, code)
      return { me: null }
    },
  )
}
