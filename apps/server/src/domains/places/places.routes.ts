import { countyQuery } from '@xiayi/contract/common'
import {
  areaCollection,
  areaQuery,
  categoryList,
  networkReply,
  placeListQuery,
  placePage,
  placeQuery,
  placeReply,
  placeSearchQuery,
  placeSearchReply,
} from '@xiayi/contract/places'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { Files } from '../../platform/files/files.ts'
import type { Live } from '../../platform/live/live.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { addFeatureRoutes } from './features/features.routes.ts'
import { keepWarm } from './model/warm-up.ts'
import {
  describeNetwork,
  findPlaces,
  getPlace,
  listAreas,
  listCategories,
  listPlaces,
  type PlaceDeps,
} from './places.service.ts'
import { PROBLEM_REPLIES } from './problem-replies.ts'
import { addTileRoutes } from './tiles/tiles.routes.ts'
import { openTiles } from './tiles/tiles.ts'

export interface PlaceRouteDeps {
  readonly counties: Counties
  readonly files: Files
  readonly live: Live
  /** the clock by which a place is open; the tests' own in tests */
  readonly now?: () => Date
}

/** The reading half of places: search, places, areas, the network, tiles, OGC API – Features. Open to everybody. */
export function addPlaceRoutes(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const tiles = openTiles()
  const onError = (error: unknown) => app.log.warn({ err: error }, 'places: making a county ready failed')
  const warmth = keepWarm({ ...deps, tiles, onError })
  app.addHook('onReady', async () => warmth.start())
  app.addHook('onClose', async () => warmth.stop())
  app.addHook('onClose', () => tiles.close())
  addSearch(app, deps)
  addLists(app, deps)
  addTileRoutes(app, { counties: deps.counties, tiles })
  addFeatureRoutes(app, deps)
}

const tags = ['places']

function addSearch(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const places = serviceDeps(deps)
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')

  routes.get(
    '/api/places/categories',
    {
      schema: {
        tags,
        summary: '设施类别和各类的网点数',
        querystring: countyQuery,
        response: { 200: categoryList, ...PROBLEM_REPLIES },
      },
    },
    async (request) => listCategories(await countyOf(request.query.county)),
  )

  routes.get(
    '/api/places/search',
    {
      schema: {
        tags,
        summary: '找网点：名称、拼音、首字母、错字、类别、地址；按步行时间排',
        querystring: placeSearchQuery,
        response: { 200: placeSearchReply, ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const { q, category, profile, limit } = request.query
      return findPlaces(places, await countyOf(request.query.county), {
        q,
        category,
        at: pointOf(request.query),
        profile,
        limit,
      })
    },
  )

  routes.get(
    '/api/places/:id',
    {
      schema: {
        tags,
        summary: '一个网点；给出经纬度则附步行时间',
        params: z.object({ id: z.string().max(60) }),
        querystring: placeQuery,
        response: { 200: placeReply, ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const { county, profile } = request.query
      return getPlace(places, await countyOf(county), { id: request.params.id, at: pointOf(request.query), profile })
    },
  )
}

function addLists(app: FastifyInstance, deps: PlaceRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const places = serviceDeps(deps)
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')

  routes.get(
    '/api/places',
    {
      schema: {
        tags,
        summary: '网点，可按范围和类别',
        querystring: placeListQuery,
        response: { 200: placePage, ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const { box, category, cursor, limit } = request.query
      return listPlaces(places, await countyOf(request.query.county), { box, category, cursor, limit })
    },
  )

  routes.get(
    '/api/places/areas',
    {
      schema: {
        tags,
        summary: '县、乡镇、社区的边界和居民数（GeoJSON）',
        querystring: areaQuery,
        response: { 200: areaCollection, ...PROBLEM_REPLIES },
      },
    },
    // Boundaries are made by our own import; checking every vertex again would take longer than sending it.
    async (request, reply) =>
      reply.serializer(JSON.stringify).send(await listAreas(await countyOf(request.query.county), request.query.kind)),
  )

  routes.get(
    '/api/places/network',
    {
      schema: {
        tags,
        summary: '现用的步行路网',
        querystring: countyQuery,
        response: { 200: networkReply, ...PROBLEM_REPLIES },
      },
    },
    async (request) => describeNetwork(await countyOf(request.query.county)),
  )
}

function serviceDeps(deps: PlaceRouteDeps): PlaceDeps {
  return { files: deps.files, now: deps.now ?? (() => new Date()) }
}

/** @throws Problem invalid-input for half a point */
function pointOf(query: { lon?: number | undefined; lat?: number | undefined }): [number, number] | undefined {
  const { lon, lat } = query
  if (lon === undefined && lat === undefined) return undefined
  if (lon !== undefined && lat !== undefined) return [lon, lat]
  throw new Problem('invalid-input', '经度 lon 和纬度 lat 要一起给出。', {
    errors: [{ where: `querystring/${lon === undefined ? 'lon' : 'lat'}`, message: '缺少' }],
  })
}
