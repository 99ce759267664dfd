import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenedSession } from './open-session.ts'

/**
 * One cookie for each county: `__Host-` binds it to this very host over https (RFC 6265bis, 4.1.3.2). Over plain http, as on a
 * county's own network or at this machine, browsers take no such name.
 */
export function cookieName(request: FastifyRequest, county: string): string {
  return request.protocol === 'https' ? `__Host-xiayi_${county}` : `xiayi_${county}`
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  county: string,
  opened: OpenedSession,
): void {
  reply.setCookie(cookieName(request, county), opened.token, { ...attributes(request), expires: opened.endsAt })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, county: string): void {
  reply.clearCookie(cookieName(request, county), attributes(request))
}

function attributes(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const
}
