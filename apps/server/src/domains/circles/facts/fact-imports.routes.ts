import {
  factGridQuery,
  factImport,
  factImportApplied,
  factImportCellPage,
  factImportCellQuery,
  factImportFields,
  factImportPage,
  factImportStarted,
} from '@xiayi/contract/circle-facts'
import { countyQuery, pageQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { uploadOf } from '../../../platform/http/upload.ts'
import type { CircleDeps } from '../circles.routes.ts'
import {
  applyFactImport,
  cancelFactImport,
  getFactImportRow,
  listFactCells,
  listFactImports,
  startFactImport,
} from './fact-imports.service.ts'
import { makeFactSheet } from './fact-sheet.service.ts'

const tags = ['circles']
const importPath = z.object({ id: z.string().max(60) })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A spreadsheet of circles by questions: out filled with what is known, back in with what was found. */
export function addFactImportRoutes(app: FastifyInstance, deps: CircleDeps): void {
  addSheetRoute(app, deps)
  addReading(app, deps)
  addDeciding(app, deps)
}

function addSheetRoute(app: FastifyInstance, deps: CircleDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/circles/facts/sheet',
    {
      schema: {
        tags,
        summary: '登记表（XLSX）：生活圈 × 事项，已知的已填好',
        produces: [XLSX],
        querystring: factGridQuery,
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      const { bytes, fileName } = await makeFactSheet(deps, county, request.query.standard)
      return reply
        .header('content-type', XLSX)
        .header(
          'content-disposition',
          `attachment; filename="facts.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        )
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes))
    },
  )
}

function addReading(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (query: { readonly county?: string | undefined }) => deps.counties.get(query.county, 'people')

  routes.post(
    '/api/circles/fact-imports',
    {
      schema: {
        tags,
        summary: '上传登记表并检查（不写入）：XLSX 或 CSV',
        description: 'multipart/form-data：先写字段 standard（不写则为默认标准）和 by（登记人），最后是 file。',
        consumes: ['multipart/form-data'],
        querystring: countyQuery,
        response: { 202: factImportStarted },
      },
    },
    async (request, reply) => {
      const county = await countyOf(request.query)
      const { fields, fileName, stream } = await uploadOf(request, factImportFields, deps.config.maxUploadBytes)
      const given = { standardId: fields.standard, by: fields.by ?? null, fileName, stream }
      try {
        return reply.code(202).send(await startFactImport(deps, county, given))
      } finally {
        stream.resume()
      }
    },
  )

  routes.get(
    '/api/circles/fact-imports',
    {
      schema: {
        tags,
        summary: '登记表的导入记录，新的在前',
        querystring: pageQuery,
        response: { 200: factImportPage },
      },
    },
    async (request) => listFactImports((await countyOf(request.query)).db, request.query),
  )

  routes.get(
    '/api/circles/fact-imports/:id',
    {
      schema: {
        tags,
        summary: '一次登记表导入',
        params: importPath,
        querystring: countyQuery,
        response: { 200: factImport },
      },
    },
    async (request) => (await getFactImportRow((await countyOf(request.query)).db, request.params.id)).shown,
  )

  routes.get(
    '/api/circles/fact-imports/:id/cells',
    {
      schema: {
        tags,
        summary: '逐格结果：新登记、更改、有误、别人已改；没有变化的只计数',
        params: importPath,
        querystring: factImportCellQuery,
        response: { 200: factImportCellPage },
      },
    },
    async (request) => listFactCells((await countyOf(request.query)).db, request.params.id, request.query),
  )
}

function addDeciding(app: FastifyInstance, deps: CircleDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (query: { readonly county?: string | undefined }) => deps.counties.get(query.county, 'people')

  routes.post(
    '/api/circles/fact-imports/:id/apply',
    {
      schema: {
        tags,
        summary: '写入已检查的登记表：有误的和别人已改的不写；随后重新评估',
        params: importPath,
        querystring: countyQuery,
        response: { 200: factImportApplied },
      },
    },
    async (request) => applyFactImport(deps, await countyOf(request.query), request.params.id),
  )

  routes.post(
    '/api/circles/fact-imports/:id/cancel',
    {
      schema: {
        tags,
        summary: '放弃一次登记表导入',
        params: importPath,
        querystring: countyQuery,
        response: { 200: factImport },
      },
    },
    async (request) => cancelFactImport(deps, await countyOf(request.query), request.params.id),
  )
}
