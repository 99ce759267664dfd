import { countyQuery } from '@xiayi/contract/common'
import { type LocalTexts, localTexts, roleWords, STAFF_ROLES } from '@xiayi/contract/identity'
import { phoneWords } from '@xiayi/contract/phone'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Problem } from '../../platform/problem/problem.ts'
import { EXAMPLE_PEOPLE, EXAMPLE_TOTP_SECRET } from './example/example-people.ts'
import { totpNow } from './factors/totp.rules.ts'
import { groundOf, type IdentityDeps } from './identity-deps.ts'
import { personByPhone } from './parties/parties.sql.ts'
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
  /** Who of the example's people is there, and what their authenticator would show now. */
  async function people(county: string | undefined): Promise<string> {
    const { county: ground, vault } = await groundOf(deps, county)
    const rows: string[] = []
    for (const { name, phone, role } of EXAMPLE_PEOPLE) {
      if ((await personByPhone(ground.db, vault.blindIndex('phone', phone))) === undefined) continue
      const factor = STAFF_ROLES.some((one) => one === role) ? totpNow(EXAMPLE_TOTP_SECRET, deps.now()) : '不用'
      rows.push(
        `<tr><td>${name}</td><td>${roleWords[role]}</td><td>${phoneWords(phone)}</td><td><b>${factor}</b></td></tr>`,
      )
    }
    if (rows.length === 0) return ''
    return `<h2>示例人员</h2><p>示例数据，没有真人。用号码登录，验证码在上面；工作人员再填第二步验证码（半分钟一换，刷新本页）。</p><table><tr><th>姓名</th><th>身份</th><th>号码</th><th>第二步验证码</th></tr>${rows.join('')}</table>`
  }

  routes.get('/dev', { schema: { hide: true, querystring: countyQuery } }, async (request, reply) => {
    const rows = (await recent(request.query.county, request.ip)).map(
      ({ to, code, state, createdAt }) =>
        `<tr><td>${createdAt}</td><td>${phoneWords(to)}</td><td><b>${code}</b></td><td>${state}</td></tr>`,
    )
    const example = await people(request.query.county)
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>本机短信箱</title><h1>本机短信箱</h1><p>只在试用时有。最近 ${SHOWN} 条：</p><table><tr><th>时间</th><th>号码</th><th>验证码</th><th>状态</th></tr>${rows.join('')}</table>${example}</html>`,
      )
  })
}
