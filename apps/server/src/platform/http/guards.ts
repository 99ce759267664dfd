import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../problem/problem.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export function isReading(request: FastifyRequest): boolean {
  return READING.has(request.method)
}

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whether the request carries the operator's token. */
export function holdsToken(request: FastifyRequest, operatorToken: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  return operatorToken !== undefined && given !== undefined && isSame(given, operatorToken)
}

/**
 * Whether the request calls this machine by a name of its own. Without an operator's token the server binds to loopback alone;
 * a page of another site that makes its own name point here still sends that name.
 */
export function isAtThisMachine(request: FastifyRequest): boolean {
  const name = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname
  return name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name?.endsWith('.localhost') === true
}

/** A page of another site may never write, whoever looks at it. Who may do what else is `app/authorise.ts`. */
export function guardWrites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (isReading(request)) return
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new Problem('forbidden', '不接受来自其他网站的操作。')
    const origin = request.headers.origin
    if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host)
      throw new Problem('forbidden', '不接受来自其他网站的操作。')
  })
}
