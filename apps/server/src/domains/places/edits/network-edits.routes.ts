import { countyQuery } from '@xiayi/contract/common'
import {
  networkEditDraft,
  networkEditList,
  networkEditMade,
  networkEditPreview,
  networkEditUndo,
  networkEditWish,
} from '@xiayi/contract/network-edits'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { PlaceRouteDeps } from '../places.routes.ts'
import { PROBLEM_REPLIES } from '../problem-replies.ts'
import { listNetworkEdits, makeEdit, previewEdit, undoEdit } from './network-edits.service.ts'

const tags = ['places']

/** Paths, crossings and gates that people draw, ways they close, and the undoing. */
export function addNetworkEditRoutes(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')

  routes.get(
    '/api/places/network/edits',
    {
      schema: {
        tags,
        summary: '路网的历次修改，新的在前：谁、何时、为什么、是否生效',
        querystring: countyQuery,
        response: { 200: networkEditList, ...PROBLEM_REPLIES },
      },
    },
    async (request) => listNetworkEdits(await countyOf(request.query.county)),
  )

  routes.post(
    '/api/places/network/edits/preview',
    {
      schema: {
        tags,
        summary: '试一次路网修改：接不接得上，会不会把人隔开；不保存',
        querystring: countyQuery,
        body: z.object({ edit: networkEditWish }),
        response: { 200: networkEditPreview, ...PROBLEM_REPLIES },
      },
    },
    async (request) => previewEdit(deps, await countyOf(request.query.county), request.body.edit),
  )

  routes.post(
    '/api/places/network/edits',
    {
      schema: {
        tags,
        summary: '修改路网：加小路、天桥、过街、大门，或封闭一段；baseVersion 是看到的路网版本，已变则 409',
        querystring: countyQuery,
        body: networkEditDraft,
        response: { 201: networkEditMade, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeEdit(deps, await countyOf(request.query.county), request.body)),
  )

  routes.post(
    '/api/places/network/edits/:id/undo',
    {
      schema: {
        tags,
        summary: '撤销一次路网修改，或撤销一次撤销',
        params: z.object({ id: z.string().max(60) }),
        querystring: countyQuery,
        body: networkEditUndo,
        response: { 201: networkEditMade, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const county = await countyOf(request.query.county)
      return reply.code(201).send(await undoEdit(deps, county, request.params.id, request.body))
    },
  )
}
