import { z } from 'zod'
import {
  boxText,
  cleanText,
  countyQuery,
  datumName,
  featureCollectionOf,
  isoTime,
  latText,
  lonText,
  pageOf,
  pageQuery,
  position,
  profileName,
} from './common.ts'

export const CATEGORY_TIERS = ['basic', 'quality', 'public'] as const

export const category = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  tier: z.enum(CATEGORY_TIERS),
  walkMinutes: z.number().nullable(),
  radiusM: z.number().nullable(),
  source: z.string(),
  verified: z.boolean(),
  placeCount: z.number().int(),
})
export type Category = z.infer<typeof category>
export const categoryList = z.object({ version: z.string(), items: z.array(category) })

export const OPENING_STATES = ['open', 'closed', 'unknown'] as const
export const opening = z.object({
  state: z.enum(OPENING_STATES),
  /** e.g. 22:00 关门, 明天 07:00 开门 */
  next: z.string().nullable(),
  /** the hours as they are stored (OpenStreetMap opening_hours) */
  hours: z.string().nullable(),
})

export const CHANGE_WAYS = ['import', 'desk'] as const

export const place = z.object({
  id: z.string(),
  name: z.string(),
  categoryIds: z.array(z.string()),
  at: position,
  address: z.string().nullable(),
  phone: z.string().nullable(),
  opening,
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  entrances: z.array(position),
  communityId: z.string().nullable(),
  communityName: z.string().nullable(),
  source: z.string(),
  sourceDatum: datumName,
  updatedAt: isoTime,
  version: z.number().int(),
  /** who made this version: an import, or somebody at the desk */
  changedVia: z.enum(CHANGE_WAYS),
  changedBy: z.string().nullable(),
})
export type Place = z.infer<typeof place>

/** A place with the walk to it from where the question was asked. */
export const placeHit = place
  .pick({ id: true, name: true, categoryIds: true, at: true, address: true, opening: true })
  .extend({
    walkSeconds: z.number().nullable(),
    /** what matched: name, pinyin, initials, typo, category, address */
    matched: z.string(),
  })
export type PlaceHit = z.infer<typeof placeHit>

export const placeSearchQuery = countyQuery.extend({
  q: cleanText(100).default(''),
  category: z.string().max(60).optional(),
  lon: lonText.optional(),
  lat: latText.optional(),
  profile: profileName.default('adult'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const placeSearchReply = z.object({
  items: z.array(placeHit),
  /** the walk's speed, printed beside every minute */
  speedMetresPerSecond: z.number(),
  profile: profileName,
  /** a new map is being made ready: hits are in the order of the straight line and without minutes; ask again in a moment */
  isWalkPending: z.boolean(),
})

export const placeQuery = countyQuery.extend({
  lon: lonText.optional(),
  lat: latText.optional(),
  profile: profileName.default('adult'),
})
export const placeReply = place.extend({ walkSeconds: z.number().nullable(), speedMetresPerSecond: z.number() })

export const placeListQuery = pageQuery.extend({ box: boxText.optional(), category: z.string().max(60).optional() })
export const placePage = pageOf(place)

export const AREA_KINDS = ['county', 'town', 'community', 'declared'] as const
export const areaProperties = z.object({
  id: z.string(),
  kind: z.enum(AREA_KINDS),
  code: z.string().nullable(),
  name: z.string(),
  parentName: z.string().nullable(),
  /** 居委会, 村委会, 街道 …, or 自动划分 */
  form: z.string().nullable(),
  residents: z.number().int().nullable(),
  buildings: z.number().int(),
})
export const areaQuery = countyQuery.extend({ kind: z.enum(AREA_KINDS).optional() })
export const areaCollection = featureCollectionOf(areaProperties)
export type AreaCollection = z.infer<typeof areaCollection>

export const networkInfo = z.object({
  version: z.string(),
  nodes: z.number().int(),
  edges: z.number().int(),
  kilometres: z.number(),
  source: z.string(),
  attribution: z.string(),
  createdAt: isoTime,
})
export const networkReply = z.object({ network: networkInfo.nullable() })

export const IMPORT_KINDS = ['osm', 'places', 'areas', 'population'] as const
export const IMPORT_STATES = ['received', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled'] as const
export const importCounts = z.object({
  rows: z.number().int(),
  /** accepted + errors + conflicts = rows */
  accepted: z.number().int(),
  errors: z.number().int(),
  conflicts: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  /** what was changed here and no row of the file speaks of: outside the sum above, for decision as the conflicts are */
  standing: z.number().int().default(0),
})
export const placeImport = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(IMPORT_STATES),
  fileName: z.string(),
  fileBytes: z.number().int(),
  fileSha256: z.string(),
  datum: datumName.nullable(),
  /** what was understood of the file: encoding, separator, columns recognised, format */
  understood: z.record(z.string(), z.unknown()),
  counts: importCounts.nullable(),
  problem: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
  jobId: z.string().nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
})
export type PlaceImport = z.infer<typeof placeImport>
export const importPage = pageOf(placeImport)

/** Fields of the multipart upload besides `file`. */
export const importFields = z.object({
  kind: z.enum(IMPORT_KINDS).default('places'),
  datum: datumName.optional().describe('文件坐标系；不写则检测，像 GCJ-02 或 BD-09 的会被退回'),
})
export const importStarted = z.object({ importId: z.string(), jobId: z.string() })

export const IMPORT_ROW_STATES = ['create', 'update', 'unchanged', 'error', 'conflict'] as const
export const CONFLICT_DECISIONS = ['keep', 'replace', 'create', 'drop'] as const
export const CONFLICT_SUBJECTS = ['row', 'gone-place', 'network-edit'] as const
export const importRow = z.object({
  /** the row number as the spreadsheet shows it, header = 1; features count from 1 */
  row: z.number().int(),
  state: z.enum(IMPORT_ROW_STATES),
  /** a row of the file; or a place changed here that the file lacks, or a network edit that the new map does not fit: keep or drop */
  about: z.enum(CONFLICT_SUBJECTS),
  name: z.string().nullable(),
  column: z.string().nullable(),
  message: z.string().nullable(),
  remedy: z.string().nullable(),
  /** for a conflict: what is there already */
  existing: z.object({ id: z.string(), name: z.string(), metres: z.number() }).nullable(),
  decision: z.enum(CONFLICT_DECISIONS).nullable(),
})
export type ImportRow = z.infer<typeof importRow>
export const importRowQuery = pageQuery.extend({ state: z.enum(IMPORT_ROW_STATES).optional() })
export const importRowPage = pageOf(importRow)
export const conflictDecision = z.object({ decision: z.enum(CONFLICT_DECISIONS) })
