/**
 * One text per value: keys sorted by code unit, no spaces, undefined members left out, -0 as 0. Numbers are written as
 * ECMAScript writes them, the shortest text that reads back to the same double (as in RFC 8785). Throws TypeError for
 * what JSON cannot hold: NaN, Infinity, functions, bigint, undefined inside an array.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`)
    return JSON.stringify(value === 0 ? 0 : value)
  }
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`canonical JSON cannot hold a ${typeof value}`)
  const members: [string, unknown][] = Object.entries(value)
  const parts = members
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${parts.join(',')}}`
}
