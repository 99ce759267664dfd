import { countyQuery } from '@xiayi/contract/common'
import { type Me, meReply } from '@xiayi/contract/identity'
import {
  askOptions,
  enrolOptions,
  factorEnrolled,
  factorList,
  newRecoveryCodes,
  passkeyAnswer,
  passkeyEnrolment,
  recoveryCode,
  totpCode,
  totpStart,
} from '@xiayi/contract/second-factor'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../../platform/problem/problem.ts'
import { type At, groundOf, type IdentityDeps } from '../identity-deps.ts'
import { requirePrincipal } from '../sessions/current-principal.ts'
import type { OpenedSession } from '../sessions/open-session.ts'
import { meOf } from '../sessions/principal.ts'
import { deviceWords } from '../sessions/session.rules.ts'
import { setSessionCookie } from '../sessions/session-cookie.ts'
import { listFactors, removeOwnFactor } from './factors.service.ts'
import { enrolPasskey, passkeyAskOptions, passkeyEnrolOptions, showPasskey } from './passkey.service.ts'
import { renewRecoveryCodes, showRecoveryCode } from './recovery.service.ts'
import { relyingPartyOf } from './relying-party.ts'
import type { Showing } from './second-factor.service.ts'
import { confirmStartedTotp, showTotp, startTotp } from './totp.service.ts'

const tags = ['identity']
/** A reply that sets a cookie or holds a secret is never kept, and a wrong guess is never undone. */
const config = { keepsNoReply: true } as const
const querystring = countyQuery

interface Asked {
  readonly at: At
  readonly showing: Showing
}

async function askedBy(deps: IdentityDeps, request: FastifyRequest, county: string | undefined): Promise<Asked> {
  const principal = await requirePrincipal(request)
  const device = deviceWords(request.headers['user-agent'])
  return { at: await groundOf(deps, county), showing: { principal, device } }
}

/** The browser gets the session that replaces its own, and learns who it is in it. */
async function handOver(
  deps: IdentityDeps,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  at: At,
  opened: OpenedSession,
): Promise<Me> {
  setSessionCookie(request, reply, at.county.code, opened)
  const principal = await deps.sessions.find(at.county, opened.token)
  if (principal === undefined) throw new Problem('sign-in-wanted', '这次登录已经退出。请重新登录。')
  return meOf(principal, at.now)
}

export function addFactorRoutes(app: FastifyInstance, deps: IdentityDeps): void {
  addOwnFactors(app, deps)
  addEnrolling(app, deps)
  addShowing(app, deps)
}

function addOwnFactors(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/identity/factors',
    { schema: { tags, summary: '我的第二步验证方式', querystring, response: { 200: factorList } } },
    async (request) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      return listFactors(at, showing.principal)
    },
  )
  routes.delete(
    '/api/identity/factors/:id',
    {
      config,
      schema: {
        tags,
        summary: '删除一个验证方式；其他设备随之退出',
        params: z.object({ id: z.uuid() }),
        querystring,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      await removeOwnFactor(deps, at, showing.principal, request.params.id)
      return reply.code(204).send(undefined)
    },
  )
  routes.post(
    '/api/identity/factors/recovery-codes',
    {
      config,
      schema: {
        tags,
        summary: '换一组恢复码；旧的作废，其他设备随之退出',
        querystring,
        response: { 201: newRecoveryCodes },
      },
    },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      return reply.code(201).send({ recoveryCodes: [...(await renewRecoveryCodes(deps, at, showing.principal))] })
    },
  )
}

function addEnrolling(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/identity/factors/totp',
    {
      config,
      schema: { tags, summary: '开始登记验证器：密钥只显示这一次', querystring, response: { 201: totpStart } },
    },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      return reply.code(201).send(await startTotp(at, showing.principal))
    },
  )
  routes.post(
    '/api/identity/factors/totp/confirm',
    {
      config,
      schema: {
        tags,
        summary: '填验证器上的 6 位数字，登记完成',
        querystring,
        body: totpCode,
        response: { 200: factorEnrolled },
      },
    },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      const { opened, recoveryCodes } = await confirmStartedTotp(deps, at, showing, request.body.code)
      const me = await handOver(deps, { request, reply }, at, opened)
      return { me, recoveryCodes: recoveryCodes && [...recoveryCodes] }
    },
  )
  routes.post(
    '/api/identity/factors/passkeys/options',
    { config, schema: { tags, summary: '登记通行密钥的参数', querystring, response: { 200: enrolOptions } } },
    async (request) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      return passkeyEnrolOptions(at, showing.principal, relyingPartyOf(request, deps.config))
    },
  )
  routes.post(
    '/api/identity/factors/passkeys',
    {
      config,
      schema: { tags, summary: '登记通行密钥', querystring, body: passkeyEnrolment, response: { 200: factorEnrolled } },
    },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      const given = { enrolment: request.body, party: relyingPartyOf(request, deps.config) }
      const { opened, recoveryCodes } = await enrolPasskey(deps, at, showing, given)
      const me = await handOver(deps, { request, reply }, at, opened)
      return { me, recoveryCodes: recoveryCodes && [...recoveryCodes] }
    },
  )
}

function addShowing(app: FastifyInstance, deps: IdentityDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const response = { 200: meReply }
  routes.post(
    '/api/identity/second-factor/totp',
    { config, schema: { tags, summary: '第二步：验证器上的 6 位数字', querystring, body: totpCode, response } },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      const opened = await showTotp(deps, at, showing, request.body.code)
      return { me: await handOver(deps, { request, reply }, at, opened) }
    },
  )
  routes.post(
    '/api/identity/second-factor/recovery',
    { config, schema: { tags, summary: '第二步：恢复码', querystring, body: recoveryCode, response } },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      const opened = await showRecoveryCode(deps, at, showing, request.body.code)
      return { me: await handOver(deps, { request, reply }, at, opened) }
    },
  )
  routes.post(
    '/api/identity/second-factor/passkey/options',
    { config, schema: { tags, summary: '第二步：通行密钥的参数', querystring, response: { 200: askOptions } } },
    async (request) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      return passkeyAskOptions(at, showing.principal, relyingPartyOf(request, deps.config))
    },
  )
  routes.post(
    '/api/identity/second-factor/passkey',
    { config, schema: { tags, summary: '第二步：通行密钥', querystring, body: passkeyAnswer, response } },
    async (request, reply) => {
      const { at, showing } = await askedBy(deps, request, request.query.county)
      const given = { response: request.body.response, party: relyingPartyOf(request, deps.config) }
      const opened = await showPasskey(deps, at, showing, given)
      return { me: await handOver(deps, { request, reply }, at, opened) }
    },
  )
}
