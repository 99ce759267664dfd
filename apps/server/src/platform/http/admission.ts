import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../problem/problem.ts'

/**
 * At most `inFlight` requests work at once; the rest wait in line for at most a second and then hear 503 with Retry-After.
 * Shedding early keeps the answers that are given fast: without it, load past capacity collapses instead of levelling.
 */
const MAX_WAIT_MS = 1000

export interface Admission {
  readonly running: number
  readonly waiting: number
}

export function admit(
  app: FastifyInstance,
  options: { inFlight: number; isExempt: (request: FastifyRequest) => boolean },
): Admission {
  const line: (() => void)[] = []
  const held = new WeakSet<FastifyRequest>()
  let running = 0

  const busy = () => new Problem('busy', '访问的人太多，请稍后再试。', { retryAfterSeconds: 2 })

  function enter(): Promise<void> {
    if (running < options.inFlight) {
      running++
      return Promise.resolve()
    }
    if (line.length >= options.inFlight * 8) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        line.splice(line.indexOf(turn), 1)
        reject(busy())
      }, MAX_WAIT_MS)
      line.push(turn)
    })
  }

  function leave(request: FastifyRequest): void {
    if (!held.delete(request)) return
    const next = line.shift()
    // The place passes on, so `running` stays.
    if (next === undefined) running--
    else next()
  }

  app.addHook('onRequest', async (request) => {
    if (options.isExempt(request)) return
    await enter()
    held.add(request)
    if (request.raw.destroyed) leave(request)
  })
  app.addHook('onResponse', async (request) => leave(request))
  app.addHook('onRequestAbort', async (request) => leave(request))

  return {
    get running() {
      return running
    },
    get waiting() {
      return line.length
    },
  }
}
