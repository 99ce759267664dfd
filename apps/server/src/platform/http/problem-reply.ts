import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { AnsweredBefore, sendKept } from '../idempotency/answer-once.ts'
import { problemFromError } from '../problem/from-error.ts'
import { PROBLEMS, Problem } from '../problem/problem.ts'

/** The one place where an error becomes a reply: RFC 9457, in Chinese, with no SQL, stack or path. */
function send(reply: FastifyReply, request: FastifyRequest, problem: Problem): FastifyReply {
  const row = PROBLEMS[problem.code]
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds))
  else if (row.status === 429 || row.status === 503) reply.header('retry-after', '2')
  // A 404 or 410 without a word about it may be kept (RFC 9110, 15.1): what is restored a second later would stay gone.
  return reply
    .header('cache-control', 'no-store')
    .code(row.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      type: `/problems/${problem.code}`,
      title: row.title,
      status: row.status,
      code: problem.code,
      detail: problem.message,
      instance: request.url.split('?')[0]?.slice(0, 200),
      traceId: request.id,
      ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    })
}

function fromValidation(error: FastifyError): Problem | undefined {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined
  const errors = error.validation.map((issue) => ({
    where: `${error.validationContext ?? 'body'}${issue.instancePath}`,
    message: issue.message ?? '格式不对',
  }))
  return new Problem('invalid-input', '有内容不符合要求，请按提示修改后再试。', { errors: errors.slice(0, 50) })
}

const BY_STATUS: Readonly<Record<number, Problem['code']>> = {
  400: 'bad-request',
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  413: 'payload-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'busy',
}

const DETAILS: Readonly<Record<number, string>> = {
  400: '请求的格式不对，没有处理。请检查内容后再试。',
  413: '内容超过大小上限，没有保存。',
  415: '不支持这种内容类型。请用 application/json 或 multipart/form-data。',
  429: '请求太频繁，请稍后再试。',
}

export function replyWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof AnsweredBefore) return sendKept(reply, error.reply)
    const known = fromValidation(error) ?? problemFromError(error)
    if (known !== undefined) {
      if (PROBLEMS[known.code].report) request.log.error({ err: error }, 'a request failed')
      return send(reply, request, known)
    }
    const status = error.statusCode ?? 500
    const code =
      status >= 400 && status < 500 ? (BY_STATUS[status] ?? 'bad-request') : status === 503 ? 'busy' : 'internal'
    if (code === 'internal') request.log.error({ err: error }, 'a request failed')
    const detail =
      code === 'internal' ? '程序出错，没有做成。请把编号告诉管理员。' : (DETAILS[status] ?? DETAILS[400] ?? '')
    return send(reply, request, new Problem(code, detail))
  })
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
  if (!known.has(request.method))
    return send(reply, request, new Problem('method-not-allowed', `不支持 ${request.method} 请求。`))
  return send(reply, request, new Problem('not-found', '没有这个地址。全部接口见 /api/docs。'))
}

/** For bytes that are no HTTP request at all. */
export function malformedReply(status: 400 | 408 | 431): string {
  const body = JSON.stringify({
    type: '/problems/bad-request',
    title: PROBLEMS['bad-request'].title,
    status,
    code: 'bad-request',
    detail: '请求无法识别。',
    traceId: crypto.randomUUID(),
  })
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
