import { z } from 'zod'
import { walkReply } from './circles.ts'
import { countyQuery, geometry, latText, lonText, position, profileName } from './common.ts'

/** Why somebody who lives at a spot can or cannot walk to what the standard asks for. Positions are WGS84 degrees. */

export const whyQuery = countyQuery.extend({ lon: lonText, lat: latText, profile: profileName.default('adult') })

/** Whose walk it is: a building's where one stands at the spot, with its own doors; else the spot's. */
export const whyOrigin = z.object({
  at: position,
  isBuilding: z.boolean(),
  /** null where no building is */
  under15: z.number().int().nullable(),
  from15to59: z.number().int().nullable(),
  over60: z.number().int().nullable(),
  communityName: z.string().nullable(),
  compoundName: z.string().nullable(),
  /** to the nearest walking line */
  legMetres: z.number(),
  grade: z.enum(['near', 'far']),
})

/** How near is near enough, and who says so. */
export const walkLimit = z.object({
  minutes: z.number(),
  /** of the strictest clause that asks for it; null: the category's own wish, no clause asks */
  clauseId: z.string().nullable(),
  title: z.string(),
  /** categories of which one is enough */
  anyOf: z.array(z.string()),
  verified: z.boolean(),
})

export const WHY_STATES = ['pass', 'fail', 'not-asked'] as const
export const whyItem = z.object({
  categoryId: z.string(),
  /** whole seconds to the nearest one, rounded up; null: none within an hour */
  seconds: z.number().int().nullable(),
  placeId: z.string().nullable(),
  placeName: z.string().nullable(),
  limit: walkLimit.nullable(),
  state: z.enum(WHY_STATES),
  /** another category that meets the limit in its stead */
  metBy: z.string().nullable(),
})
export type WhyItem = z.infer<typeof whyItem>

export const whyReply = z.object({
  revision: z.number().int(),
  networkVersion: z.string(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  standardId: z.string(),
  standardTitle: z.string(),
  origin: whyOrigin,
  items: z.array(whyItem),
})
export type WhyReply = z.infer<typeof whyReply>

export const wayQuery = whyQuery.extend({
  category: z.string().max(60).describe('要去的类别'),
  within: z.coerce.number().min(1).max(30).default(15).describe('分钟；走得到的界限'),
})

/** A link that is not there: opened, it brings the nearest place within reach. */
export const shorterWay = z.object({
  kind: z.enum(['gate', 'footbridge', 'path']),
  line: z.array(position),
  metres: z.number(),
  /** the whole walk over it */
  seconds: z.number().int(),
  placeName: z.string(),
})
export type ShorterWayReply = z.infer<typeof shorterWay>

/** Where one more place of the category would do. */
export const roomForPlace = z.object({
  /** ground within the limit of the origin, to be looked at; people are counted on the network */
  area: geometry,
  /** of the spots within the limit the one that brings most people within reach who are not; null where none lies so */
  best: z
    .object({
      at: position,
      seconds: z.number().int(),
      /** residents of the county who come within reach, the origin's included */
      gained: z.number().int(),
    })
    .nullable(),
})

export const wayReply = z.object({
  withinMinutes: z.number(),
  isWithin: z.boolean(),
  /** null: the county has none that can be walked to within four hours */
  walk: walkReply.nullable(),
  straightMetres: z.number().nullable(),
  /** both empty where the walk is within the limit */
  shorterWays: z.array(shorterWay),
  room: roomForPlace.nullable(),
})
export type WayReply = z.infer<typeof wayReply>
