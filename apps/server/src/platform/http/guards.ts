import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem/problem.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Who may write before accounts exist: whoever holds the operator's token, or, when none is set, whoever sits at this
 * machine (the server then binds to loopback alone; configuration sees to it). A page of another site may never write.
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
    if (options.operatorToken === undefined) return
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (given === undefined || !isSame(given, options.operatorToken))
      throw new Problem('unauthorised', '这个操作需要管理员口令（Authorization: Bearer …）。')
  })
}
