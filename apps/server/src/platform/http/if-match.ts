import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem/problem.ts'

/**
 * The version that a caller has seen, from `If-Match: "3"` (RFC 9110, 13.1.1). A change without it is refused: nobody
 * overwrites what they have not read.
 * @throws Problem bad-request
 */
export function versionSeen(request: FastifyRequest): number {
  const [, version] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '') ?? []
  if (version === undefined)
    throw new Problem('bad-request', '缺少 If-Match：请带上您看到的版本号，如 If-Match: "3"，以免盖掉别人的修改。')
  return Number(version)
}

/** The version as an entity tag. */
export function versionTag(version: number): string {
  return `"${version}"`
}
