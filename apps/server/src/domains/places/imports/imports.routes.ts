import { countyQuery, pageQuery } from '@xiayi/contract/common'
import {
  conflictDecision,
  importFields,
  importPage,
  importRow,
  importRowPage,
  importRowQuery,
  importStarted,
  placeImport,
} from '@xiayi/contract/places'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../../platform/db/counties.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import type { Jobs } from '../../../platform/jobs/jobs.ts'
import {
  applyImport,
  cancelImport,
  decideConflict,
  getImport,
  type ImportDeps,
  listImportRows,
  listImports,
  startImport,
} from './imports.service.ts'

const importPath = z.object({ id: z.string().max(60) })
const rowPath = importPath.extend({
  row: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
})

export interface ImportRouteDeps extends ImportDeps {
  readonly counties: Counties
  readonly jobs: Jobs
}

export function addImportRoutes(app: FastifyInstance, deps: ImportRouteDeps): void {
  addUpload(app, deps)
  addReading(app, deps)
  addDeciding(app, deps)
}

const tags = ['places']

function countyOf(deps: ImportRouteDeps, query: { readonly county?: string | undefined }): Promise<CountyDb> {
  return deps.counties.get(query.county, 'people')
}

function addUpload(app: FastifyInstance, deps: ImportRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/api/places/imports',
    {
      schema: {
        tags,
        summary: '上传文件并检查（不写入）',
        description:
          'multipart/form-data：先写字段 kind（osm、places、areas、population）和 datum（wgs84、gcj02、bd09，可不写），最后是 file。检查是一个任务，完成后逐行列出结果，再由人决定写入。',
        consumes: ['multipart/form-data'],
        querystring: countyQuery,
        response: { 202: importStarted },
      },
    },
    async (request, reply) => {
      const county = await countyOf(deps, request.query)
      const { fields, fileName, stream } = await uploadOf(request, importFields, deps.config.maxUploadBytes)
      try {
        return reply.code(202).send(await startImport(deps, county, { ...fields, fileName, from: { stream } }))
      } finally {
        stream.resume()
      }
    },
  )
}

function addReading(app: FastifyInstance, deps: ImportRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/places/imports',
    { schema: { tags, summary: '导入记录，新的在前', querystring: pageQuery, response: { 200: importPage } } },
    async (request) => listImports((await countyOf(deps, request.query)).db, request.query),
  )

  routes.get(
    '/api/places/imports/:id',
    {
      schema: {
        tags,
        summary: '一次导入',
        params: importPath,
        querystring: countyQuery,
        response: { 200: placeImport },
      },
    },
    async (request) => getImport(await countyOf(deps, request.query), request.params.id),
  )

  routes.get(
    '/api/places/imports/:id/rows',
    {
      schema: {
        tags,
        summary: '逐行结果：新增、更新、不变、有误、待决定',
        params: importPath,
        querystring: importRowQuery,
        response: { 200: importRowPage },
      },
    },
    async (request) => listImportRows((await countyOf(deps, request.query)).db, request.params.id, request.query),
  )
}

function addDeciding(app: FastifyInstance, deps: ImportRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/places/imports/:id/apply',
    {
      schema: {
        tags,
        summary: '写入已检查的导入：有误的行不写，未决定的冲突保留原样',
        params: importPath,
        querystring: countyQuery,
        response: { 202: importStarted },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await applyImport(deps, await countyOf(deps, request.query), request.params.id)),
  )

  routes.post(
    '/api/places/imports/:id/cancel',
    {
      schema: {
        tags,
        summary: '取消导入',
        params: importPath,
        querystring: countyQuery,
        response: { 200: placeImport },
      },
    },
    async (request) => cancelImport(deps, await countyOf(deps, request.query), request.params.id),
  )

  routes.put(
    '/api/places/imports/:id/rows/:row/decision',
    {
      schema: {
        tags,
        summary: '决定一行冲突：保留、替换或新增',
        params: rowPath,
        querystring: countyQuery,
        body: conflictDecision,
        response: { 200: importRow },
      },
    },
    async (request) => {
      const { id, row } = request.params
      return decideConflict(await countyOf(deps, request.query), id, row, request.body.decision)
    },
  )
}
