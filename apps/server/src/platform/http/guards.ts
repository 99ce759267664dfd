import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem/problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** a write that people make as themselves: it needs no operator's token, the route itself asks who they are */
    isOpenToPeople?: true
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** A page of another site that makes its own name point at this machine still sends that name. */
function isLoopback(host: string | undefined): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname
  return name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name?.endsWith('.localhost') === true
}

/**
 * Who may write what belongs to the county, as long as its routes have no policies of their own: whoever holds the operator's token, or, when none is set, whoever sits at this
 * machine (the server then binds to loopback alone; configuration sees to it) and calls it by a name of this machine. A page of another site may never write.
 */
export function guardWrites(app: FastifyInstance, options: { operatorToken: string | undefined }): void {
  app.addHook('onRequest', async (request) => {
    if (READING.has(request.method)) return
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new Problem('forbidden', '不接受来自其他网站的操作。')
    const origin = request.headers.origin
    if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host)
      throw new Problem('forbidden', '不接受来自其他网站的操作。')
    if (options.operatorToken === undefined) {
      if (isLoopback(request.headers.host)) return
      throw new Problem(
        'forbidden',
        '没有设置管理员口令时，只有在本机打开（http://localhost 或 http://127.0.0.1）才能修改。请在本机操作，或设置 OPERATOR_TOKEN 后再试。',
      )
    }
    if (request.routeOptions.config.isOpenToPeople === true) return
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (given === undefined || !isSame(given, options.operatorToken))
      throw new Problem('unauthorised', '这个操作需要管理员口令（Authorization: Bearer …）。')
  })
}
