import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Counties } from '../db/counties.ts'
import type { CountyDb } from '../db/db.ts'
import { UnitOfWork, within } from '../db/unit-of-work.ts'
import { Problem } from '../problem/problem.ts'
import {
  claimKey,
  forgetReplies,
  type KeptReply,
  type KeyOfActor,
  keepReply,
  keptReply,
} from './repeated-request.sql.ts'

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) on every POST: what the request writes and the reply it gets
 * are one transaction, committed before the first byte of the reply leaves. So whoever hears nothing may ask again: with the
 * same key and content the same reply comes back and nothing is done twice; with other content it is 422; while the first is
 * still at work it is 409. A refused request leaves nothing behind, and its key is free again.
 */
declare module 'fastify' {
  interface FastifyContextConfig {
    /** The reply holds a secret, so it is never kept: such a POST ignores the key. */
    readonly keepsNoReply?: boolean
  }
}

/** A reply may hold what somebody wrote about themselves, so it is kept no longer than a phone that was off may need. */
const KEPT_MS = 30 * 24 * 3600 * 1000
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'cache-control'] as const
const KEY = /^[\x21-\x7e]{1,200}$/

interface Work {
  readonly unit: UnitOfWork
  readonly owner: KeyOfActor
  readonly fingerprint: () => Buffer
}

/** Thrown by a claim that finds the twin's reply: the twin has just committed. */
export class AnsweredBefore extends Error {
  readonly reply: KeptReply

  constructor(reply: KeptReply) {
    super('this request has been answered before')
    this.reply = reply
  }
}

export function answerOnce(
  app: FastifyInstance,
  options: { counties: Counties; actorOf: (request: FastifyRequest) => Promise<string> },
): void {
  const works = new WeakMap<FastifyRequest, Work>()

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || key === undefined || request.routeOptions.config.keepsNoReply === true) return
    const owner = { actor: await options.actorOf(request), key: checkedKey(key) }
    const kept = await replyOfBefore(request, owner)
    if (kept !== undefined) return sendKept(reply, kept)
    works.set(request, workOf(request, owner))
  })
  // With a callback, because only what a callback calls inherits what it ran in.
  app.addHook('preHandler', (request, _reply, done) => {
    const work = works.get(request)
    if (work === undefined) done()
    else within(work.unit, done)
  })

  /** What the same request was answered, if it can be told before an upload is read. @throws Problem idempotency-mismatch */
  async function replyOfBefore(request: FastifyRequest, owner: KeyOfActor): Promise<KeptReply | undefined> {
    if (request.isMultipart()) return undefined
    const county = await countyOf(request)
    const kept = county === undefined ? undefined : await keptReply(county.committed, owner)
    return kept === undefined ? undefined : same(kept, fingerprintOf(request, []))
  }

  /** None for a county that is not there: the route says so itself. */
  async function countyOf(request: FastifyRequest): Promise<CountyDb | undefined> {
    const query: unknown = request.query
    const named = typeof query === 'object' && query !== null && 'county' in query ? query.county : undefined
    const code = typeof named === 'string' ? named : undefined
    return options.counties.get(code, 'people').catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'county-not-found') return undefined
      throw error
    })
  }

  app.addHook('onSend', async (request, reply, payload) => {
    const work = works.get(request)
    if (work === undefined) return payload
    works.delete(request)
    if (reply.statusCode >= 400) {
      await work.unit.rollBack()
      return payload
    }
    const body = textOf(payload)
    await work.unit.commit((tx) =>
      keepReply(tx, work.owner, {
        fingerprint: work.fingerprint(),
        status: reply.statusCode,
        headers: headersOf(reply),
        body,
      }),
    )
    return payload
  })
}

function checkedKey(key: string | string[]): string {
  if (typeof key === 'string' && KEY.test(key)) return key
  throw new Problem('invalid-input', 'Idempotency-Key 不对：一个请求一个，1 到 200 个可见的 ASCII 字符，不含空格。')
}

function workOf(request: FastifyRequest, owner: KeyOfActor): Work {
  const fingerprint = () => fingerprintOf(request, unit.contents)
  const unit = new UnitOfWork(async (tx, schema) => {
    if (!(await claimKey(tx, schema, owner)))
      throw new Problem('request-at-work', '同一个请求正在处理。请稍候，用同一个 Idempotency-Key 再问一次。', {
        retryAfterSeconds: 1,
      })
    const kept = await keptReply(tx, owner)
    if (kept !== undefined) throw new AnsweredBefore(same(kept, fingerprint()))
  })
  return { unit, owner, fingerprint }
}

function same(kept: KeptReply, fingerprint: Buffer): KeptReply {
  if (kept.fingerprint.equals(fingerprint)) return kept
  throw new Problem(
    'idempotency-mismatch',
    '这个 Idempotency-Key 已经用在另一个请求上，没有处理。内容不同的请求要用新的 Idempotency-Key。',
  )
}

function fingerprintOf(request: FastifyRequest, contents: readonly string[]): Buffer {
  const content = [request.method, request.url, request.isMultipart() ? null : (request.body ?? null), ...contents]
  return createHash('sha256').update(JSON.stringify(content)).digest()
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of KEPT_HEADERS) {
    const value = reply.getHeader(name)
    if (value !== undefined) headers[name] = String(value)
  }
  return headers
}

function textOf(payload: unknown): string {
  if (typeof payload === 'string') return payload
  if (payload === null || payload === undefined) return ''
  throw new TypeError('the reply of a POST that writes has to be text, so that it can be kept with its key')
}

/** The reply of before, word for word, marked as such. */
export function sendKept(reply: FastifyReply, kept: KeptReply): FastifyReply {
  return reply
    .code(kept.status)
    .headers({ ...kept.headers, 'idempotency-replayed': 'true' })
    .serializer((text: unknown) => String(text))
    .send(kept.body)
}

/** In the description of the API: every POST whose reply may be kept takes a key. */
export function withKey<T extends { schema: object }>(described: T, route: RouteOptions): T {
  if (route.method !== 'POST' || route.config?.keepsNoReply === true) return described
  const description =
    '同一个键、同样的内容只做一次：再问时回同样的答复（带 Idempotency-Replayed）；内容不同为 422，前一次还在做为 409。留 30 天。'
  const headers = {
    type: 'object',
    properties: { 'Idempotency-Key': { type: 'string', pattern: KEY.source, description } },
  }
  return { ...described, schema: { headers, ...described.schema } }
}

/** Of one county: keys older than thirty days are free again. */
export function forgetOldReplies(county: CountyDb, now: Date): Promise<number> {
  return county.transact((tx) => forgetReplies(tx, new Date(now.getTime() - KEPT_MS)))
}
