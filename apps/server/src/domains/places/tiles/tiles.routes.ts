import { gunzipSync } from 'node:zlib'
import { countyQuery } from '@xiayi/contract/common'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../../platform/db/counties.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { PROBLEM_REPLIES } from '../problem-replies.ts'
import { isTile, MAX_TILE_ZOOM } from './tile-layers.rules.ts'
import type { Tiles } from './tiles.ts'

const index = z.coerce.number().int().min(0).max(4_194_303)

export function addTileRoutes(app: FastifyInstance, deps: { counties: Counties; tiles: Tiles }): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/api/places/tiles/:z/:x/:y.mvt',
    {
      schema: {
        tags: ['places'],
        summary: `本县底图与网点的矢量瓦片（Mapbox Vector Tile，缩放 0–${MAX_TILE_ZOOM}）`,
        querystring: countyQuery,
        params: z.object({ z: index, x: index, y: index }),
        response: {
          200: z.unknown().describe('application/vnd.mapbox-vector-tile，gzip'),
          204: z.null().describe('这一格没有内容'),
          304: z.null().describe('没有变化'),
          ...PROBLEM_REPLIES,
        },
      },
    },
    async (request, reply) => {
      const { z: zoom, x, y } = request.params
      if (!isTile(zoom, x, y))
        throw new Problem('not-found', `没有瓦片 ${zoom}/${x}/${y}。缩放为 0–${MAX_TILE_ZOOM}，列和行为 0–2^缩放−1。`)
      const county = await deps.counties.get(request.query.county, 'people')
      const tile = await deps.tiles.tile(county, { z: zoom, x, y })
      reply.header('etag', tile.etag).header('vary', 'accept-encoding')
      // A minute without asking keeps panning back and forth free; after that one short question, mostly answered 304.
      reply.header('cache-control', tile.isCurrent ? 'public, max-age=60, must-revalidate' : 'no-store')
      if (tile.isCurrent && request.headers['if-none-match'] === tile.etag) return reply.code(304).send(null)
      if (tile.bytes.length === 0) return reply.code(204).send(null)
      reply.type('application/vnd.mapbox-vector-tile')
      const packed = Buffer.from(tile.bytes.buffer, tile.bytes.byteOffset, tile.bytes.byteLength)
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(gunzipSync(packed))
      return reply.header('content-encoding', 'gzip').send(packed)
    },
  )
}
