import { countyQuery } from '@xiayi/contract/common'
import { countyList, county as countyReply, job, newCounty } from '@xiayi/contract/system'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { currentNetwork } from '../domains/places/public.ts'
import type { CountyRow } from '../platform/db/counties.ts'
import type { CountyDb } from '../platform/db/db.ts'
import { createCounty } from './county.ts'
import type { Services } from './services.ts'

async function describe(services: Services, row: CountyRow): Promise<z.input<typeof countyReply>> {
  const { db }: CountyDb = services.databases.county(row.code, 'people')
  const network = await currentNetwork(db)
  const bounds = network?.bounds
  const [west, south, east, north] = bounds ?? []
  const hasBounds = west !== undefined && south !== undefined && east !== undefined && north !== undefined
  return {
    code: row.code,
    name: row.name,
    isExample: row.isExample,
    isDefault: (await services.counties.getRow(undefined)).code === row.code,
    bounds: hasBounds ? [west, south, east, north] : null,
    attribution: network?.attribution ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

export function addSystemRoutes(app: FastifyInstance, services: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/counties',
    { schema: { tags: ['system'], summary: '本机的县', response: { 200: countyList } } },
    async () => ({
      items: await Promise.all((await services.counties.list()).map((row) => describe(services, row))),
    }),
  )

  routes.post(
    '/api/counties',
    { schema: { tags: ['system'], summary: '新建一个县', body: newCounty, response: { 201: countyReply } } },
    async (request, reply) => {
      const row = await createCounty(services, { ...request.body, isExample: false })
      return reply.code(201).send(await describe(services, row))
    },
  )

  const jobPath = z.object({ id: z.string().max(60) })
  routes.get(
    '/api/jobs/:id',
    {
      schema: {
        tags: ['system'],
        summary: '任务的进度和结果',
        params: jobPath,
        querystring: countyQuery,
        response: { 200: job },
      },
    },
    async (request) =>
      services.jobs.get(await services.counties.get(request.query.county, 'people'), request.params.id),
  )

  routes.post(
    '/api/jobs/:id/cancel',
    {
      schema: {
        tags: ['system'],
        summary: '取消任务',
        params: jobPath,
        querystring: countyQuery,
        response: { 200: job },
      },
    },
    async (request) =>
      services.jobs.cancel(await services.counties.get(request.query.county, 'people'), request.params.id),
  )
}
