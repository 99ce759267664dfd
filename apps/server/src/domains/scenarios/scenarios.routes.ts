import { countyQuery } from '@xiayi/contract/common'
import { previewReply, previewRequest } from '@xiayi/contract/scenarios'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { Files } from '../../platform/files/files.ts'
import type { Live } from '../../platform/live/live.ts'
import { preview } from './preview.service.ts'
import { keepStandingWarm } from './standing-warmth.ts'

export interface ScenarioDeps {
  readonly counties: Counties
  readonly files: Files
  readonly live: Live
}

export function addScenarioRoutes(app: FastifyInstance, deps: ScenarioDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['scenarios']
  const onError = (error: unknown) => app.log.warn({ err: error }, 'scenarios: making a county ready failed')
  const warmth = keepStandingWarm({ ...deps, now: Date.now, onError })
  app.addHook('onReady', async () => warmth.start())
  app.addHook('onClose', async () => warmth.stop())

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
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      const reply = await preview(deps, county, { ...request.body, mustFit: true })
      warmth.tried(county.code, request.body.standardId)
      return reply
    },
  )
}
