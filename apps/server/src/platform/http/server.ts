import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Config } from '../config/config.ts'
import type { Counties } from '../db/counties.ts'
import type { Databases } from '../db/pools.ts'
import { answerOnce, withKey } from '../idempotency/answer-once.ts'
import type { Live } from '../live/live.ts'
import type { Log } from '../log/log.ts'
import { Problem } from '../problem/problem.ts'
import { admit } from './admission.ts'
import { guardWrites } from './guards.ts'
import { reportHealth } from './health.ts'
import { streamLive } from './live-stream.ts'
import { measure } from './metrics.ts'
import { malformedReply, replyWithProblems, sendNotFound } from './problem-reply.ts'

const UNLIMITED = new Set(['/healthz', '/readyz', '/metrics'])

export interface HttpParts {
  readonly config: Config
  readonly log: Log
  readonly databases: Databases
  readonly counties: Counties
  readonly live: Live
  readonly isReady: () => boolean
  /** whose an Idempotency-Key is; left out, everybody is the operator */
  readonly actorOf?: (request: FastifyRequest) => Promise<string>
  /** adds the domains' routes */
  readonly routes: (app: FastifyInstance) => Promise<void>
}

export interface Http {
  readonly app: FastifyInstance
  listen(): Promise<string>
  close(): Promise<void>
}

export async function createHttp(parts: HttpParts): Promise<Http> {
  const { config } = parts
  const logger: FastifyBaseLogger = parts.log
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: config.mode === 'test' }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustsProxy,
    bodyLimit: config.maxBodyBytes,
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 10_000 },
    routerOptions: { maxParamLength: 300 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    clientErrorHandler: (error, socket) => {
      if (!socket.writable) return
      socket.end(
        malformedReply(
          error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400,
        ),
      )
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // A form of another site can send text/plain without asking; nothing here takes it.
  app.removeContentTypeParser('text/plain')
  replyWithProblems(app)

  const admission = admit(app, {
    inFlight: config.admissionInFlight,
    isExempt: (request) =>
      UNLIMITED.has(request.url) || request.url.startsWith('/api/live') || !request.url.startsWith('/api/'),
  })
  guardWrites(app)
  // Before compression: what is kept is the text of a reply.
  answerOnce(app, { counties: parts.counties, actorOf: parts.actorOf ?? (async () => 'operator') })
  await addProtections(app, config)
  await describeApi(app)
  measure(app, admission)
  reportHealth(app, { databases: parts.databases, isReady: parts.isReady })
  await parts.routes(app)
  const streams = streamLive(app, { live: parts.live, counties: parts.counties, maxStreams: config.maxStreams })
  await serveWeb(app, config.webDist)

  return {
    app,
    listen: () => app.listen({ host: config.host, port: config.port }),
    async close() {
      streams.closeAll()
      await app.close()
    },
  }
}

async function addProtections(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // Plain HTTP on a county's own network is a supported way to run; the proxy that adds TLS adds this header.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, {
    global: true,
    max: config.ratePerMinute,
    timeWindow: '1 minute',
    // A page is some dozens of built files: they are read from disk, cached for a year, and no work to anybody.
    allowList: (request) => UNLIMITED.has(request.url) || request.url.startsWith('/assets/'),
    errorResponseBuilder: (_request, context) =>
      new Problem('too-many-requests', '请求太频繁，请稍后再试。', {
        retryAfterSeconds: Math.max(1, Math.ceil(context.ttl / 1000)),
      }),
  })
  await app.register(compress, { global: true, threshold: 1024, encodings: ['gzip', 'identity'] })
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fieldSize: 10_000, fileSize: config.maxUploadBytes, parts: 12, headerPairs: 50 },
  })
}

async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '夏邑生活 Xiayi Life',
        version: '0.1.0',
        description:
          '一刻钟便民生活圈：测量、服务、督办。所有坐标为 WGS84。错误为 application/problem+json (RFC 9457)。',
      },
      tags: [
        { name: 'system', description: '县、任务、实时消息' },
        { name: 'identity', description: '登录、设备、工作人员' },
        { name: 'places', description: '网点、区域、路网、导入' },
        { name: 'standards', description: '评价标准' },
        { name: 'circles', description: '生活圈与评估' },
      ],
    },
    transform: (given) => withKey(jsonSchemaTransform(given), given.route),
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: false })
}

/** The built web app; every address that is no file and no API is a page of it. */
async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: ['index.html'],
    setHeaders: (reply, path) => {
      // Built files carry their hash in the name; the page that names them is always asked for again.
      reply.header(
        'cache-control',
        path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (!isPage) return sendNotFound(request, reply)
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
