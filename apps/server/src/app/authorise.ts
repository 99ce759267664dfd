import type { FastifyInstance, FastifyRequest } from 'fastify'
import { currentPrincipal, requirePrincipal } from '../domains/identity/public.ts'
import { holdsToken, isAtThisMachine, isReading } from '../platform/http/guards.ts'
import type { Policies, Policy } from '../platform/http/policy.ts'
import { Problem } from '../platform/problem/problem.ts'

const NO_TOKEN =
  '没有设置管理员口令时，只有在本机打开（http://localhost 或 http://127.0.0.1）才能这样做。请登录，或在本机操作，或设置 OPERATOR_TOKEN 后再试。'

interface Rules {
  readonly policies: Policies
  readonly operatorToken: string | undefined
}

/**
 * Enforces the policies on every route under /api that is added after this.
 * @throws Error when a route has no policy, or, once all are there, when a policy has no route: the server does not start
 */
export function authorise(app: FastifyInstance, rules: Rules): void {
  const used = new Set<string>()
  app.addHook('onRoute', (route) => {
    if (!isApi(route.url)) return
    for (const method of [route.method].flat()) {
      if (method === 'HEAD' || method === 'OPTIONS') continue
      const name = `${method} ${route.url}`
      if (rules.policies[name] === undefined)
        throw new Error(`route ${name} has no policy: name it in the <domain>.policy.ts of its domain`)
      used.add(name)
    }
  })
  app.addHook('onReady', async () => {
    const unused = Object.keys(rules.policies).filter((name) => !used.has(name))
    if (unused.length > 0) throw new Error(`policies of routes that do not exist: ${unused.join(', ')}`)
  })
  // Before the body is read, after the cookie is: what a stranger sends is not looked at.
  app.addHook('preParsing', async (request) => {
    const url = request.routeOptions.url
    if (url === undefined || !isApi(url)) return
    const policy = rules.policies[`${request.method === 'HEAD' ? 'GET' : request.method} ${url}`]
    // The pages of @fastify/swagger-ui were added before; they read the same for everybody.
    if (policy !== undefined) await enforce(policy, request, rules.operatorToken)
  })
}

function isApi(url: string): boolean {
  return url === '/api' || url.startsWith('/api/')
}

async function enforce(policy: Policy, request: FastifyRequest, operatorToken: string | undefined): Promise<void> {
  if (policy.kind === 'everybody') return
  const takesOperator = policy.kind === 'operator' || (policy.kind === 'staff' && policy.orOperator)
  if (takesOperator && holdsToken(request, operatorToken)) return
  const principal = await currentPrincipal(request)
  // Whoever signed in is judged by their roles, at this machine too. No role is the operator's: only the token helps there.
  const isNobody = principal === undefined || (policy.kind === 'operator' && operatorToken !== undefined)
  if (isNobody && takesOperator) return mustBeOperator(policy, request, operatorToken)
  await requirePrincipal(request, policy)
}

/** Nobody is signed in: without a token whoever sits at this machine is its operator. */
function mustBeOperator(policy: Policy, request: FastifyRequest, operatorToken: string | undefined): void {
  if (operatorToken === undefined) {
    if (isAtThisMachine(request)) return
    throw new Problem('forbidden', NO_TOKEN)
  }
  if (policy.kind === 'staff' && isReading(request))
    throw new Problem('sign-in-wanted', `这里只有${policy.says}可以看。请先登录，再来一次。`)
  throw new Problem('unauthorised', '这个操作需要管理员口令（Authorization: Bearer …）。')
}
