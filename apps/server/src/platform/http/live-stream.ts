import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../db/counties.ts'
import type { Live } from '../live/live.ts'
import { Problem } from '../problem/problem.ts'

const KEEP_ALIVE_MS = 20_000
/** A reader that is this far behind is cut off and comes back: its page reloads what it shows. */
const MAX_BACKLOG_BYTES = 256 * 1024

/** GET /api/live: server-sent events (WHATWG HTML 9.2) of one county. */
export function streamLive(
  app: FastifyInstance,
  options: { live: Live; counties: Counties; maxStreams: number },
): { closeAll(): void } {
  const open = new Set<() => void>()
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/live',
    {
      schema: {
        tags: ['system'],
        summary: '实时消息（server-sent events）：任务进度、数据变化',
        querystring: countyQuery.extend({ topics: z.string().max(200).optional() }),
      },
      config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      if (open.size >= options.maxStreams)
        throw new Problem('busy', '同时在线的页面太多，请稍后再试。', { retryAfterSeconds: 10 })
      const { code } = await options.counties.getRow(request.query.county)
      const topics = request.query.topics === undefined ? undefined : new Set(request.query.topics.split(','))
      reply.hijack()
      const stream = reply.raw
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      stream.write('retry: 2000\n\n')
      const close = () => {
        clearInterval(timer)
        unsubscribe()
        open.delete(close)
        stream.destroy()
      }
      const write = (text: string) => {
        stream.write(text)
        if (stream.writableLength > MAX_BACKLOG_BYTES) close()
      }
      const unsubscribe = options.live.subscribe((notice) => {
        if (notice.county !== code || (topics !== undefined && !topics.has(notice.event.topic))) return
        write(`data: ${JSON.stringify(notice.event)}\n\n`)
      })
      const timer = setInterval(() => write(': still here\n\n'), KEEP_ALIVE_MS)
      open.add(close)
      request.raw.on('close', close)
    },
  )
  return {
    closeAll() {
      for (const close of open) close()
    },
  }
}
