import { newReport, report, reportListQuery, reportPage, reportQuery, reportStarted } from '@xiayi/contract/reports'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { attachment, MEDIA_TYPES } from './file-name.rules.ts'
import { getReport, getReportFile, KEEP_DAYS, listReports, orderReport, type ReportDeps } from './reports.service.ts'

const reportPath = z.object({ id: z.string().max(60) })

export function addReportRoutes(app: FastifyInstance, deps: Omit<ReportDeps, 'now'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['reports']
  const now = () => new Date()

  routes.post(
    '/api/reports',
    {
      schema: {
        tags,
        summary: '生成一份报告（文件）',
        description: `生成是一个任务，可以取消。文件保留 ${KEEP_DAYS} 天。`,
        querystring: reportQuery,
        body: newReport,
        response: { 202: reportStarted },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return reply.code(202).send(await orderReport({ ...deps, now }, county, request.body))
    },
  )

  routes.get(
    '/api/reports',
    { schema: { tags, summary: '报告列表，新的在前', querystring: reportListQuery, response: { 200: reportPage } } },
    async (request) => {
      const { county, limit, cursor } = request.query
      return listReports(await deps.counties.get(county, 'people'), { limit, cursor })
    },
  )

  routes.get(
    '/api/reports/:id',
    { schema: { tags, summary: '一份报告', params: reportPath, querystring: reportQuery, response: { 200: report } } },
    async (request) => getReport(await deps.counties.get(request.query.county, 'people'), request.params.id),
  )

  routes.get(
    '/api/reports/:id/file',
    {
      schema: {
        tags,
        summary: '下载报告文件',
        params: reportPath,
        querystring: reportQuery,
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      const found = await getReportFile(county, request.params.id)
      return reply
        .header('content-type', MEDIA_TYPES[found.format])
        .header('content-length', found.bytes)
        .header('content-disposition', attachment(found.fileName, found.format))
        .header('etag', `"${found.sha256}"`)
        .header('cache-control', 'private, no-cache')
        .send(deps.files.stream(county.code, found.sha256))
    },
  )
}
