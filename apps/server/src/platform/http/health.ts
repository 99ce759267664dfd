import type { FastifyInstance } from 'fastify'
import type { Databases } from '../db/pools.ts'
import { Problem } from '../problem/problem.ts'

/** /healthz: the process lives. /readyz: it can serve, asked on a connection that no user can exhaust. */
export function reportHealth(app: FastifyInstance, options: { databases: Databases; isReady: () => boolean }): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async () => {
    if (!options.isReady()) throw new Problem('busy', '正在启动，请稍候。', { retryAfterSeconds: 1 })
    await options.databases.installation('health').query('select 1')
    return { status: 'ready' }
  })
}
