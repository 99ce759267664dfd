import { countyQuery } from '@xiayi/contract/common'
import { previewReply, previewRequest } from '@xiayi/contract/scenarios'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { Files } from '../../platform/files/files.ts'
import { preview } from './preview.service.ts'

export interface ScenarioDeps {
  readonly counties: Counties
  readonly files: Files
}

export function addScenarioRoutes(app: FastifyInstance, deps: ScenarioDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['scenarios']

  routes.post(
    '/api/scenarios/preview',
    {
      schema: {
        tags,
        summary: '试算一组改动：多少居民受影响；不保存',
        querystring: countyQuery,
        body: previewRequest,
        response: { 200: previewReply },
      },
    },
    async (request) => preview(deps, await deps.counties.get(request.query.county, 'people'), request.body),
  )
}
