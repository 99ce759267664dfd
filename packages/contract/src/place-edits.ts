import { z } from 'zod'
import { cleanText, isoTime, lineText, pageOf, position, signedBy } from './common.ts'
import { CHANGE_WAYS, place } from './places.ts'

/** Places changed by hand: the desk's half of `places`. Positions are WGS84 degrees. */

const attributes = z
  .record(lineText(60), z.union([cleanText(300), z.number(), z.boolean(), z.null()]))
  .refine((all) => Object.keys(all).length <= 60, '属性最多 60 项')

export const placeContent = z.object({
  name: lineText(200),
  /** ids of the category set; empty: only to be found, counted nowhere */
  categoryIds: z.array(z.string().max(60)).max(8),
  at: position,
  address: lineText(300).nullable(),
  phone: lineText(60).nullable(),
  /** 08:00-22:00, Mo-Fr 09:00-17:00, 周一至周五 9:00-17:00, 24/7 …; what the house cannot read is refused */
  hours: lineText(300).nullable(),
  attributes,
  /** doors on the street, where they are known */
  entrances: z.array(position).max(20),
})
export type PlaceContent = z.infer<typeof placeContent>

/** A whole new content: what is left out is not kept. */
export const placeChange = placeContent.extend({ by: signedBy })
export type PlaceChange = z.infer<typeof placeChange>

export const newPlace = placeChange.extend({
  address: placeContent.shape.address.default(null),
  phone: placeContent.shape.phone.default(null),
  hours: placeContent.shape.hours.default(null),
  attributes: attributes.default({}),
  entrances: placeContent.shape.entrances.default([]),
  /** a namesake stands within 50 m, and this is another shop all the same */
  isAnother: z.boolean().default(false),
})
export type NewPlace = z.infer<typeof newPlace>

export const placeRemoval = z.object({ by: signedBy }).nullish()
/** Puts back the content of an earlier version, as a version of its own. */
export const placeRestore = z.object({ version: z.number().int().min(1), by: signedBy })

export const GROUND_WARNINGS = ['in-water', 'off-network', 'far-from-network', 'no-category'] as const
export const groundWarning = z.object({
  code: z.enum(GROUND_WARNINGS),
  message: z.string(),
  /** to the nearest walking line */
  metres: z.number().nullable(),
})
export type GroundWarning = z.infer<typeof groundWarning>
export const groundCheck = z.object({ at: position })
export const groundReply = z.object({ warnings: z.array(groundWarning) })

export const placeChanged = z.object({ place, warnings: z.array(groundWarning) })

export const PLACE_ACTIONS = ['create', 'update', 'remove', 'restore'] as const
export const fieldChange = z.object({
  /** 名称, 位置, 营业时间, 属性 品牌 … */
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChange>
export const placeVersion = z.object({
  version: z.number().int(),
  at: isoTime,
  via: z.enum(CHANGE_WAYS),
  by: z.string().nullable(),
  action: z.enum(PLACE_ACTIONS),
  changes: z.array(fieldChange),
})
export type PlaceVersion = z.infer<typeof placeVersion>
/** Newest first. */
export const placeHistory = z.object({
  id: z.string(),
  name: z.string(),
  isRemoved: z.boolean(),
  /** of the version that stands: what an undo hands over as If-Match */
  version: z.number().int(),
  items: z.array(placeVersion),
})
export type PlaceHistory = z.infer<typeof placeHistory>

export const recentPlaceChange = placeVersion
  .omit({ changes: true })
  .extend({ placeId: z.string(), name: z.string(), isCurrent: z.boolean() })
export type RecentPlaceChange = z.infer<typeof recentPlaceChange>
export const recentPlaceChanges = pageOf(recentPlaceChange)
