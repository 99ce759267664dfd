import { z } from 'zod'

/** Shapes that several domains share: positions, pages, GeoJSON, progress. Coordinates are WGS84 degrees. */

/** Tab, line feed and carriage return are text; the other control characters and lone surrogates are not. */
const hasNoControl = (text: string) => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text)

/** Text that a person typed: NUL, control characters and lone surrogates are refused; rare characters (䶮, 𠮷) pass. */
export function cleanText(max: number) {
  return z.string().max(max).refine(hasNoControl, '含有不可用的控制字符或残缺字符')
}

/** Letters that turn the reading direction make one name look like another. */
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069]/u

/** One line of text that a person typed: trimmed, not empty, no breaks and nothing invisible that misleads. */
export function lineText(max: number) {
  return cleanText(max)
    .refine((text) => !/[\t\n\r]/.test(text), '只能写一行')
    .refine((text) => !TURNS_TEXT.test(text), '含有改变文字方向的隐藏字符')
    .trim()
    .min(1, '不能为空')
}

/** Who did it: a name or a post, as long as there are no accounts. */
export const signedBy = lineText(40).optional().describe('登记人：姓名或岗位')

export const lon = z.number().min(-180).max(180)
export const lat = z.number().min(-90).max(90)
export const lonText = z.coerce.number().min(-180).max(180)
export const latText = z.coerce.number().min(-90).max(90)
export const position = z.tuple([lon, lat])
export type PositionReply = z.infer<typeof position>

/** west,south,east,north */
export const boxText = z
  .string()
  .max(100)
  .transform((text, context) => {
    const parts = text.split(',').map(Number)
    const [west, south, east, north] = parts
    const isBox =
      parts.length === 4 &&
      parts.every(Number.isFinite) &&
      west !== undefined &&
      south !== undefined &&
      east !== undefined &&
      north !== undefined
    if (!isBox || west > east || south > north || west < -180 || east > 180 || south < -90 || north > 90) {
      context.addIssue({ code: 'custom', message: '范围写作 西,南,东,北 四个经纬度' })
      return z.NEVER
    }
    return [west, south, east, north] as const
  })

/** The county a request speaks of; left out, it is the server's default county. */
export const countyQuery = z.object({
  county: z
    .string()
    .regex(/^[a-z0-9_]{1,24}$/)
    .optional()
    .describe('县的代码；不写则为本机默认县'),
})
export type CountyQuery = z.infer<typeof countyQuery>

export const pageQuery = countyQuery.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nonnegative().nullable(),
  })
}

export const geometry = z.object({ type: z.string(), coordinates: z.unknown() })

export function featureOf<T extends z.ZodType>(properties: T) {
  return z.object({
    type: z.literal('Feature'),
    id: z.union([z.string(), z.number()]).optional(),
    geometry,
    properties,
  })
}

export function featureCollectionOf<T extends z.ZodType>(properties: T) {
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(featureOf(properties)) })
}

export const PROFILE_NAMES = ['adult', 'elder', 'child', 'wheelchair'] as const
export const profileName = z.enum(PROFILE_NAMES)
export type ProfileName = z.infer<typeof profileName>

export const DATUM_NAMES = ['wgs84', 'gcj02', 'bd09'] as const
export const datumName = z.enum(DATUM_NAMES)

export const isoTime = z.iso.datetime({ offset: true })
