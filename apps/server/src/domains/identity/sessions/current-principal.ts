import { countyQuery } from '@xiayi/contract/common'
import type { FastifyRequest } from 'fastify'
import type { Counties } from '../../../platform/db/counties.ts'
import { allows, type Policy } from '../../../platform/http/policy.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import type { Principal } from './principal.ts'
import { cookieName } from './session-cookie.ts'
import type { SessionKeeper } from './session-keeper.ts'

interface People {
  readonly keeper: SessionKeeper
  readonly counties: Counties
}

declare module 'fastify' {
  interface FastifyInstance {
    /** who is signed in, by their cookie; `addIdentityRoutes` puts it here */
    people: People
  }
}

const asked = new WeakMap<FastifyRequest, Promise<Principal | undefined>>()

/** Who asks, in the county that the request speaks of; undefined when nobody is signed in there. Asked once for each request. */
export function currentPrincipal(request: FastifyRequest): Promise<Principal | undefined> {
  const known = asked.get(request)
  if (known !== undefined) return known
  const principal = findPrincipal(request)
  asked.set(request, principal)
  return principal
}

async function findPrincipal(request: FastifyRequest): Promise<Principal | undefined> {
  // Somebody without any cookie is asked nothing.
  if (request.headers.cookie === undefined) return undefined
  const { keeper, counties } = request.server.people
  const county = await counties.get(countyQuery.safeParse(request.query).data?.county, 'people')
  return keeper.find(county, request.cookies[cookieName(request, county.code)])
}

/**
 * The person who asks, when the policy lets them.
 * @throws Problem sign-in-wanted (401), second-factor-wanted (403: they may once it is shown), forbidden (403)
 */
export async function requirePrincipal(request: FastifyRequest, policy?: Policy): Promise<Principal> {
  const principal = await currentPrincipal(request)
  if (principal === undefined) throw new Problem('sign-in-wanted', '这里要登录以后才能用。请先登录，再来一次。')
  if (policy === undefined || allows(policy, principal.grants)) return principal
  if (allows(policy, [...principal.grants, ...principal.withheld]))
    throw new Problem('second-factor-wanted', '您的身份可以办，但这次登录还没有做第二步验证。请先完成验证。')
  throw new Problem('forbidden', `只有${policy.says}可以办。请联系本县的管理员。`)
}
