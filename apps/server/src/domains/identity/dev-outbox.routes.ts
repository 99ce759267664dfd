import { countyQuery } from '@xiayi/contract/common'
import { type LocalTexts, localTexts } from '@xiayi/contract/identity'
import { phoneWords } from '@xiayi/contract/phone'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Problem } from '../../platform/problem/problem.ts'
import { groundOf, type IdentityDeps } from './identity-deps.ts'
import { codeOfNonce } from './sign-in/sign-in.service.ts'
import { recentTexts } from './texts/texts.sql.ts'

const SHOWN = 50
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * The local outbox: what the county would have sent, readable at this machine alone and never in production, where these
 * routes do not exist.
 */
export function addDevOutbox(app: FastifyInstance, deps: IdentityDeps): void {
  if (deps.config.mode === 'production') return
  const routes = app.withTypeProvider<ZodTypeProvider>()

  async function recent(county: string | undefined, address: string): Promise<LocalTexts['items']> {
    if (!LOOPBACK.has(address)) throw new Problem('not-found', '没有这个地址。')
    const at = await groundOf(deps, county)
    return (await recentTexts(at.county.db, SHOWN)).map((row) => ({
      to: at.vault.open('phone', row.id, row.toSealed),
      code: codeOfNonce(at.vault, row.nonce),
      state: row.state,
      createdAt: row.createdAt.toISOString(),
    }))
  }

  routes.get(
    '/dev/texts',
    { schema: { hide: true, querystring: countyQuery, response: { 200: localTexts } } },
    async (request) => ({ items: await recent(request.query.county, request.ip) }),
  )
  routes.get('/dev', { schema: { hide: true, querystring: countyQuery } }, async (request, reply) => {
    const rows = (await recent(request.query.county, request.ip)).map(
      ({ to, code, state, createdAt }) =>
        `<tr><td>${createdAt}</td><td>${phoneWords(to)}</td><td><b>${code}</b></td><td>${state}</td></tr>`,
    )
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>本机短信箱</title><h1>本机短信箱</h1><p>只在试用时有。最近 ${SHOWN} 条：</p><table><tr><th>时间</th><th>号码</th><th>验证码</th><th>状态</th></tr>${rows.join('')}</table></html>`,
      )
  })
}
