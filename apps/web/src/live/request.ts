import { type ProblemCode, problem } from '@xiayi/contract/problems'
import type { ShownProblem } from '@xiayi/ui/Notice.tsx'
import { askForToken, authorisation } from './operator-token.ts'
import { waysOut } from './problem-ways.ts'
import { keyFor } from './request-keys.ts'

/**
 * The one way to the server. Every reply is parsed by its contract schema here, at the edge; every refusal becomes a
 * `RequestProblem` that a screen can show as it is.
 */
export class RequestProblem extends Error {
  readonly shown: ShownProblem
  readonly status: number
  /** of the problem reply; null for what was no reply of ours */
  readonly code: ProblemCode | null

  constructor(shown: ShownProblem, status: number, options: ErrorOptions & { code?: ProblemCode } = {}) {
    super(shown.title, options)
    this.name = 'RequestProblem'
    this.shown = shown
    this.status = status
    this.code = options.code ?? null
  }
}

type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false; error: Error } }
type QueryValue = string | number | boolean | null | undefined
export type RequestOptions = {
  query?: Record<string, QueryValue>
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** a POST that only asks: nothing changes, so it needs no key */
  asksOnly?: boolean
  /** the version that is on the screen, as If-Match: a change of something that was changed meanwhile is refused */
  seen?: number
  signal?: AbortSignal
}

export function pathWith(path: string, query: Record<string, QueryValue> = {}): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') text.set(name, String(value))
  }
  const tail = text.toString()
  return tail === '' ? path : `${path}?${tail}`
}

const lost: ShownProblem = {
  title: '连不上服务器',
  detail: '网络断了，或者服务器正在重启。连上以后点“再试一次”。',
  errors: [],
  traceId: null,
}

async function refusal(reply: Response): Promise<RequestProblem> {
  const parsed = problem.safeParse(await reply.json().catch(() => null))
  if (parsed.success) {
    const { title, detail, errors = [], traceId, code } = parsed.data
    const ways = waysOut(code)
    return new RequestProblem({ title, detail, errors, traceId, ...(ways && { ways }) }, reply.status, { code })
  }
  const detail = reply.status >= 500 ? '服务器一时出了错。过一分钟再试。' : '这个请求没有被接受。返回上一页再试。'
  return new RequestProblem({ title: `出错了（${reply.status}）`, detail, errors: [], traceId: null }, reply.status)
}

export async function request<T>(schema: Schema<T>, path: string, options: RequestOptions = {}): Promise<T> {
  const reply = await sendTo(path, options)
  const parsed = schema.safeParse(reply.status === 204 ? undefined : await reply.json())
  if (parsed.success) return parsed.data
  const detail = '页面和服务器的版本对不上。刷新页面；还不行，请告诉管理员。'
  const stale: ShownProblem = { title: '读不懂服务器的回复', detail, errors: [], traceId: null }
  throw new RequestProblem(stale, reply.status, { cause: parsed.error })
}

/** Asks for the operator's token as often as it is refused and the person tries again. */
async function sendTo(path: string, options: RequestOptions): Promise<Response> {
  const isChange = options.method === 'POST' && options.asksOnly !== true
  const key = isChange ? keyFor(pathWith(path, options.query), options.body) : undefined
  for (;;) {
    const reply = await answerTo(path, options, key?.key)
    if (reply.ok) {
      key?.answered()
      return reply
    }
    const refused = await refusal(reply)
    if (refused.code === 'unauthorised' && (await askForToken(refused.shown.detail))) continue
    if (reply.status < 500 && !isStillAtWork(reply)) key?.answered()
    throw refused
  }
}

/** The same request came before and has no answer yet. */
function isStillAtWork(reply: Response): boolean {
  return reply.status === 409 && reply.headers.has('retry-after')
}

const PAUSES_MS = [400, 1600] as const

/** What has a key may be sent again when no answer came, or while the first is still at work. */
async function answerTo(path: string, options: RequestOptions, key: string | undefined): Promise<Response> {
  for (const pause of key === undefined ? [] : PAUSES_MS) {
    const reply = await attempt(path, options, key).catch((error: unknown) => {
      if (error instanceof RequestProblem) return undefined
      throw error
    })
    if (reply !== undefined && !isStillAtWork(reply) && ![502, 503, 504].includes(reply.status)) return reply
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return attempt(path, options, key)
}

function attempt(path: string, options: RequestOptions, key: string | undefined): Promise<Response> {
  const { query, method = 'GET', body, seen, signal } = options
  const isForm = body instanceof FormData
  return fetch(pathWith(path, query), {
    method,
    headers: {
      accept: 'application/json',
      ...authorisation(),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(seen !== undefined && { 'if-match': `"${seen}"` }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new RequestProblem(lost, 0, { cause })
  })
}

export function shownProblem(error: unknown): ShownProblem {
  if (error instanceof RequestProblem) return error.shown
  const detail = '页面出了意外。刷新页面再试；还不行，请告诉管理员。'
  return { title: '出错了', detail, errors: [], traceId: null }
}
