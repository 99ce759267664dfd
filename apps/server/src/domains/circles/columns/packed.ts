import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A reply made once and sent many times: its JSON packed, and the tag that says whether somebody has it already. */
export interface Packed {
  readonly gzipped: Buffer
  readonly etag: string
}

const packing = promisify(gzip)
const unpacking = promisify(gunzip)

/** Level 4: columns are packed when they are asked for, and the last levels cost much time for little. */
export async function pack(reply: unknown): Promise<Packed> {
  const gzipped = await packing(JSON.stringify(reply), { level: 4, strategy: constants.Z_DEFAULT_STRATEGY })
  return { gzipped, etag: `"${createHash('sha1').update(gzipped).digest('base64url')}"` }
}

/** Whoever has it keeps it and asks each time whether it still holds; the answer is then 304 and empty. */
export async function sendPacked(request: FastifyRequest, reply: FastifyReply, packed: Packed): Promise<FastifyReply> {
  reply.header('etag', packed.etag).header('vary', 'accept-encoding').header('cache-control', 'public, no-cache')
  if (request.headers['if-none-match'] === packed.etag) return reply.code(304).send(null)
  reply.type('application/json; charset=utf-8')
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(await unpacking(packed.gzipped))
  return reply.header('content-encoding', 'gzip').send(packed.gzipped)
}
