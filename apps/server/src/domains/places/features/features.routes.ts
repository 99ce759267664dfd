import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../../platform/db/counties.ts'
import type { CountyDb } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { currentNetwork } from '../areas/areas.sql.ts'
import { PROBLEM_REPLIES } from '../problem-replies.ts'
import type { GisCollection } from './features.service.ts'
import { GIS_COLLECTIONS, getGisCollection } from './gis-collections.ts'
import {
  collection,
  collectionPath,
  feature,
  items,
  itemsQuery,
  type Link,
  link,
  MOST_ITEMS,
  pageQuery,
} from './ogc-shapes.ts'

/**
 * OGC API – Features, part 1: core, with GeoJSON (OGC 17-069r4): what QGIS opens under "WFS / OGC API – Features" with
 * the address /api/ogc.
 */
const ROOT = '/api/ogc'
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const GEOJSON = 'application/geo+json'
const OPENAPI = 'application/vnd.oai.openapi+json;version=3.1'

function described(summary: string) {
  return { tags: ['places'], summary: `OGC API – Features：${summary}` }
}

interface FeatureDeps {
  readonly counties: Counties
  readonly files: Files
}

export function addFeatureRoutes(app: FastifyInstance, deps: FeatureDeps): void {
  addPages(app, deps)
  addCollections(app, deps)
  addItems(app, deps)
}

function addPages(app: FastifyInstance, deps: FeatureDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')

  routes.get(
    ROOT,
    {
      schema: {
        ...described('首页'),
        querystring: pageQuery,
        response: {
          200: z.object({ title: z.string(), description: z.string(), attribution: z.string(), links: z.array(link) }),
          ...PROBLEM_REPLIES,
        },
      },
    },
    async (request) => {
      const county = await deps.counties.getRow(request.query.county)
      const { db } = await countyOf(request.query.county)
      const mark = county.isExample ? '（示例数据）' : ''
      return {
        title: `${county.name}${mark}`,
        description: `${county.name}一刻钟便民生活圈的网点、建筑与社区${mark}`,
        attribution: (await currentNetwork(db))?.attribution ?? '',
        links: [
          linkTo(request, { path: '', rel: 'self', title: '本页' }),
          linkTo(request, { path: '/api', rel: 'service-desc', type: OPENAPI, title: '接口说明' }),
          docsLink(request),
          linkTo(request, { path: '/conformance', rel: 'conformance', title: '符合的标准' }),
          linkTo(request, { path: '/collections', rel: 'data', title: '图层' }),
        ],
      }
    },
  )

  routes.get(
    `${ROOT}/conformance`,
    {
      schema: {
        ...described('符合的标准'),
        querystring: pageQuery,
        response: { 200: z.object({ conformsTo: z.array(z.string()) }), ...PROBLEM_REPLIES },
      },
    },
    async () => ({
      conformsTo: ['core', 'geojson'].map((part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`),
    }),
  )

  routes.get(
    `${ROOT}/api`,
    {
      schema: {
        ...described('接口说明（OpenAPI）'),
        querystring: pageQuery,
        response: { 200: z.unknown(), ...PROBLEM_REPLIES },
      },
    },
    async (_request, reply) => reply.type(OPENAPI).serializer(JSON.stringify).send(app.swagger()),
  )
}

function addCollections(app: FastifyInstance, deps: FeatureDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const countyOf = (code: string | undefined) => deps.counties.get(code, 'people')

  routes.get(
    `${ROOT}/collections`,
    {
      schema: {
        ...described('图层'),
        querystring: pageQuery,
        response: { 200: z.object({ collections: z.array(collection), links: z.array(link) }), ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const box = await boxOf(await countyOf(request.query.county))
      return {
        collections: GIS_COLLECTIONS.map((each) => describe(request, each, box)),
        links: [linkTo(request, { path: '/collections', rel: 'self', title: '图层' })],
      }
    },
  )

  routes.get(
    `${ROOT}/collections/:collection`,
    {
      schema: {
        ...described('一个图层'),
        params: collectionPath,
        querystring: pageQuery,
        response: { 200: collection, ...PROBLEM_REPLIES },
      },
    },
    async (request) => {
      const found = getGisCollection(request.params.collection)
      return describe(request, found, await boxOf(await countyOf(request.query.county)))
    },
  )
}

function addItems(app: FastifyInstance, deps: FeatureDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    `${ROOT}/collections/:collection/items`,
    {
      schema: {
        ...described('图层的要素'),
        params: collectionPath,
        querystring: itemsQuery,
        response: { 200: items, ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const { collection: id } = request.params
      const { bbox: box, cursor } = request.query
      const found = getGisCollection(id)
      const county = await deps.counties.get(request.query.county, 'people')
      const limit = Math.min(MOST_ITEMS, request.query.limit)
      const page = await found.page({ county, files: deps.files }, { box, cursor, limit })
      const self = `/collections/${id}/items`
      const asked = askedAgain(request.query, limit)
      const links = [
        linkTo(request, {
          path: self,
          rel: 'self',
          type: GEOJSON,
          title: found.title,
          query: { ...asked, ...(cursor === undefined ? {} : { cursor }) },
        }),
        linkTo(request, { path: `/collections/${id}`, rel: 'collection', title: found.title }),
      ]
      if (page.next !== undefined)
        links.push(
          linkTo(request, {
            path: self,
            rel: 'next',
            type: GEOJSON,
            title: '下一页',
            query: { ...asked, cursor: page.next },
          }),
        )
      return asGeoJson(reply).send({
        type: 'FeatureCollection',
        features: [...page.features],
        links,
        timeStamp: new Date().toISOString(),
        numberMatched: page.matched,
        numberReturned: page.features.length,
      })
    },
  )

  routes.get(
    `${ROOT}/collections/:collection/items/:id`,
    {
      schema: {
        ...described('一个要素'),
        params: collectionPath.extend({ id: z.string().max(60) }),
        querystring: pageQuery,
        response: { 200: feature.extend({ links: z.array(link) }), ...PROBLEM_REPLIES },
      },
    },
    async (request, reply) => {
      const { collection: collectionId, id } = request.params
      const found = getGisCollection(collectionId)
      const county = await deps.counties.get(request.query.county, 'people')
      const one = await found.find({ county, files: deps.files }, id)
      if (one === undefined) throw new Problem('not-found', `图层“${found.title}”里没有要素 ${id}。`)
      const links = [
        linkTo(request, {
          path: `/collections/${collectionId}/items/${id}`,
          rel: 'self',
          type: GEOJSON,
          title: found.title,
        }),
        linkTo(request, { path: `/collections/${collectionId}`, rel: 'collection', title: found.title }),
      ]
      return asGeoJson(reply).send({ ...one, links })
    },
  )
}

/** What a link to this page or the next says again. */
function askedAgain({ bbox, datetime, f }: z.output<typeof itemsQuery>, limit: number): Record<string, string> {
  return {
    limit: String(limit),
    ...(bbox === undefined ? {} : { bbox: bbox.join(',') }),
    ...(datetime === undefined ? {} : { datetime }),
    ...(f === undefined ? {} : { f }),
  }
}

/** Thousands of features made by our own code: checking each against the schema again would take longer than making them. */
function asGeoJson<R extends Pick<FastifyReply, 'type' | 'serializer'>>(reply: R): R {
  reply.type(GEOJSON)
  reply.serializer(JSON.stringify)
  return reply
}

function describe(request: FastifyRequest, found: GisCollection, box: readonly number[] | undefined) {
  const path = `/collections/${found.id}`
  return {
    id: found.id,
    title: found.title,
    description: found.description,
    ...(box === undefined ? {} : { extent: { spatial: { bbox: [[...box]], crs: CRS84 } } }),
    itemType: 'feature' as const,
    crs: [CRS84],
    links: [
      linkTo(request, { path, rel: 'self', title: found.title }),
      linkTo(request, { path: `${path}/items`, rel: 'items', type: GEOJSON, title: found.title }),
    ],
  }
}

async function boxOf({ db }: CountyDb): Promise<readonly number[] | undefined> {
  return (await currentNetwork(db))?.bounds
}

/** The same description for people. */
function docsLink(request: FastifyRequest): Link {
  const href = `${request.protocol}://${request.host}/api/docs`
  return { href, rel: 'service-doc', type: 'text/html', title: '接口文档' }
}

/** Absolute, as clients expect, and of the same county as the request. */
function linkTo(
  request: FastifyRequest,
  to: { path: string; rel: string; type?: string; title: string; query?: Readonly<Record<string, string>> },
): Link {
  const asked: unknown = request.query
  const county = typeof asked === 'object' && asked !== null && 'county' in asked ? asked.county : undefined
  const search = new URLSearchParams({ ...(typeof county === 'string' ? { county } : {}), ...to.query }).toString()
  const href = `${request.protocol}://${request.host}${ROOT}${to.path}${search === '' ? '' : `?${search}`}`
  return { href, rel: to.rel, type: to.type ?? 'application/json', title: to.title }
}
