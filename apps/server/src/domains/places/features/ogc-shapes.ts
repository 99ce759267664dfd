import { countyQuery } from '@xiayi/contract/common'
import { z } from 'zod'

/** Requests and replies of OGC API – Features. A parameter that is not described is refused, as the standard asks. */
export const MOST_ITEMS = 2000

export const link = z.object({ href: z.string(), rel: z.string(), type: z.string(), title: z.string() })
export type Link = z.infer<typeof link>
export const collection = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  extent: z.object({ spatial: z.object({ bbox: z.array(z.array(z.number())), crs: z.string() }) }).optional(),
  itemType: z.literal('feature'),
  crs: z.array(z.string()),
  links: z.array(link),
})
export const feature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }),
  properties: z.record(z.string(), z.unknown()),
})
export const items = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(feature),
  links: z.array(link),
  timeStamp: z.string(),
  numberMatched: z.number().int(),
  numberReturned: z.number().int(),
})

export const pageQuery = z.strictObject({ county: countyQuery.shape.county, f: z.enum(['json', 'geojson']).optional() })
/** 4 numbers, or 6 with heights, which nothing here has */
const bbox = z
  .string()
  .max(200)
  .transform((text, context) => {
    const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const [west, south, east, north] = numbers.length === 6 ? [0, 1, 3, 4].map((i) => numbers[i]) : numbers
    const isBox =
      (numbers.length === 4 || numbers.length === 6) &&
      numbers.every(Number.isFinite) &&
      west !== undefined &&
      south !== undefined &&
      east !== undefined &&
      north !== undefined
    if (!isBox || west > east || south > north) {
      context.addIssue({ code: 'custom', message: 'bbox 写作 西,南,东,北（经纬度，WGS84）' })
      return z.NEVER
    }
    return [west, south, east, north] as const
  })
const INSTANT = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})`
export const itemsQuery = pageQuery.extend({
  limit: z.coerce.number().int().min(1).default(500).describe(`每页条数，最多 ${MOST_ITEMS}`),
  bbox: bbox.optional(),
  // Nothing here has a time of its own, so every feature matches every time (requirement /req/core/fc-time-response).
  datetime: z
    .string()
    .regex(new RegExp(`^(?:${INSTANT}|(?:${INSTANT}|\\.\\.)?/(?:${INSTANT}|\\.\\.)?)$`))
    .optional(),
  cursor: z.string().max(60).optional().describe('next 链接里的翻页标记'),
})
export const collectionPath = z.object({ collection: z.string().max(60) })
