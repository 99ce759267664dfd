import { countyQuery, pageQuery } from '@xiayi/contract/common'
import {
  groundCheck,
  groundReply,
  newPlace,
  placeChange,
  placeChanged,
  placeHistory,
  placeRemoval,
  placeRestore,
  recentPlaceChanges,
} from '@xiayi/contract/place-edits'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { versionSeen, versionTag } from '../../../platform/http/if-match.ts'
import type { PlaceRouteDeps } from '../places.routes.ts'
import { PROBLEM_REPLIES } from '../problem-replies.ts'
import { mustLieInCounty, warningsAt } from './ground.service.ts'
import { addPlace, changePlace, removePlace, restorePlace } from './place-edits.service.ts'
import { historyOfPlace, recentChanges } from './place-history.service.ts'

const tags = ['places']
const placePath = z.object({ id: z.string().max(60) })

/** Places changed by hand: entered, changed, removed, put back, with who and when. */
export function addPlaceEditRoutes(app: FastifyInstance, deps: PlaceRouteDeps): void {
  addReading(app, deps)
  addWriting(app, deps)
  addUndoing(app, deps)
}

function addReading(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (request: FastifyRequest<{ Querystring: { county?: string | undefined } }>) =>
    deps.counties.get(request.query.county, 'people')

  routes.get(
    '/api/places/changes',
    {
      schema: {
        tags,
        summary: '登记的网点修改，新的在前',
        querystring: pageQuery,
        response: { 200: recentPlaceChanges, ...PROBLEM_REPLIES },
      },
    },
    async (request) => recentChanges(await countyOf(request), request.query),
  )

  routes.get(
    '/api/places/:id/history',
    {
      schema: {
        tags,
        summary: '一个网点的历次修改：谁、何时、改前改后；已移除的也有',
        params: placePath,
        querystring: countyQuery,
        response: { 200: placeHistory, ...PROBLEM_REPLIES },
      },
    },
    async (request) => historyOfPlace(await countyOf(request), request.params.id),
  )

  routes.post(
    '/api/places/check',
    {
      schema: {
        tags,
        summary: '试一个位置：是否在本县、在水面上、离步行路多远；不保存',
        querystring: countyQuery,
        body: groundCheck,
        response: { 200: groundReply, ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const county = await countyOf(request)
      await mustLieInCounty(county, request.body.at, 'body/at')
      return { warnings: await warningsAt(deps.files, county, request.body.at) }
    },
  )
}

function addWriting(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const places = { files: deps.files, now: deps.now ?? (() => new Date()) }

  routes.post(
    '/api/places',
    {
      schema: {
        tags,
        summary: '登记一个网点',
        querystring: countyQuery,
        body: newPlace,
        response: { 201: placeChanged, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      const added = await addPlace(places, county, request.body)
      return reply
        .code(201)
        .header('etag', versionTag(added.place.version))
        .send({ ...added, warnings: [...added.warnings] })
    },
  )

  routes.put(
    '/api/places/:id',
    {
      schema: {
        tags,
        summary: '改一个网点；If-Match 是看到的版本，已被别人改过则 412',
        params: placePath,
        querystring: countyQuery,
        body: placeChange,
        response: { 200: placeChanged, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const seen = versionSeen(request)
      const county = await deps.counties.get(request.query.county, 'people')
      const changed = await changePlace(places, county, { id: request.params.id, seen, change: request.body })
      return reply
        .header('etag', versionTag(changed.place.version))
        .send({ ...changed, warnings: [...changed.warnings] })
    },
  )
}

function addUndoing(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const places = { files: deps.files, now: deps.now ?? (() => new Date()) }

  routes.delete(
    '/api/places/:id',
    {
      schema: {
        tags,
        summary: '移除一个网点；历史留着，可以恢复',
        params: placePath,
        querystring: countyQuery,
        body: placeRemoval,
        response: { 204: z.undefined(), ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const seen = versionSeen(request)
      const county = await deps.counties.get(request.query.county, 'people')
      await removePlace(county, { id: request.params.id, seen, by: request.body?.by })
      return reply.code(204).send(undefined)
    },
  )

  routes.post(
    '/api/places/:id/restore',
    {
      schema: {
        tags,
        summary: '恢复到以前的一版：撤销修改，或恢复移除',
        params: placePath,
        querystring: countyQuery,
        body: placeRestore,
        response: { 200: placeChanged, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const seen = versionSeen(request)
      const county = await deps.counties.get(request.query.county, 'people')
      const restored = await restorePlace(places, county, {
        id: request.params.id,
        seen,
        ...request.body,
        by: request.body.by,
      })
      return reply
        .header('etag', versionTag(restored.place.version))
        .send({ ...restored, warnings: [...restored.warnings] })
    },
  )
}
