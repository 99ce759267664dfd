import { z } from 'zod'
import { cleanText, lat, lon, position, profileName } from './common.ts'

/** Where next: of many spots, the few that bring the most people within reach. */
export const MOST_CANDIDATES = 10_000
export const AGE_GROUPS = ['everyone', 'under15', 'over60'] as const

const ring = z.array(position).min(4).max(2000)
const plotGeometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: position }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1).max(50)).min(1).max(50) }),
])

export const candidates = z.discriminatedUnion('kind', [
  /** any building: one for each cell of a grid where they are too many */
  z.object({ kind: z.literal('buildings') }),
  z.object({
    kind: z.literal('points'),
    points: z
      .array(z.object({ lon, lat, name: cleanText(60).optional() }))
      .min(1)
      .max(MOST_CANDIDATES),
  }),
  /** drawn or imported plots; WGS84. A plot stands for a point inside it. */
  z.object({
    kind: z.literal('plots'),
    plots: z
      .array(z.object({ name: cleanText(60).optional(), geometry: plotGeometry }))
      .min(1)
      .max(MOST_CANDIDATES),
  }),
])
export type Candidates = z.output<typeof candidates>

export const sitingRequest = z.object({
  /** what is to be built */
  categoryId: z.string().max(60),
  /** who is near one of these is served already; left out: the category itself */
  servedBy: z.array(z.string().max(60)).min(1).max(10).optional(),
  sites: z.number().int().min(1).max(50),
  candidates,
  profile: profileName.default('adult'),
  withinMinutes: z.number().min(1).max(30).default(15),
  group: z.enum(AGE_GROUPS).default('everyone'),
  /** worst-off communities first: a person counts the more, the fewer of the community are served today */
  isEquitable: z.boolean().default(false),
})
export type SitingRequest = z.output<typeof sitingRequest>
/** as it is asked: what is left out gets its default */
export type SitingQuestion = z.input<typeof sitingRequest>

const people = z.object({
  everyone: z.number().int(),
  under15: z.number().int(),
  from15to59: z.number().int(),
  over60: z.number().int(),
})

const coverage = z.object({
  /** of the age group that was asked for */
  covered: z.number().int(),
  residents: z.number().int(),
  /** 0..1 */
  share: z.number(),
  /** 0 all communities alike .. 1; of the share covered by community, weighted by residents */
  gini: z.number(),
})

export const sitingSuggestion = z.object({
  lon,
  lat,
  name: z.string().nullable(),
  communityId: z.string().nullable(),
  communityName: z.string().nullable(),
  /** people who come within reach by this one, the ones before it standing */
  serves: people,
  communities: z.array(z.object({ id: z.string(), name: z.string(), people: z.number().int() })),
  /** for whom this becomes the nearest: what was nearest until now, most people first */
  replaces: z.array(
    z.object({
      placeId: z.string(),
      placeName: z.string(),
      people: z.number().int(),
      /** mean walk of these people, weighted by people */
      minutesBefore: z.number(),
      minutesAfter: z.number(),
    }),
  ),
  /** people for whom this becomes the nearest and who had none within an hour */
  hadNone: z.number().int(),
})
export type SitingSuggestion = z.infer<typeof sitingSuggestion>

export const sitingReply = z.object({
  method: z.enum(['greedy', 'exact']),
  categoryId: z.string(),
  servedBy: z.array(z.string()),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  withinMinutes: z.number(),
  group: z.enum(AGE_GROUPS),
  isEquitable: z.boolean(),
  networkVersion: z.string(),
  candidates: z.object({
    given: z.number().int(),
    tried: z.number().int(),
    /** no walking line within 150 m: nobody could come */
    offNetwork: z.number().int(),
    /** metres of the grid that buildings were thinned to; null: every one was tried */
    gridMetres: z.number().nullable(),
  }),
  before: coverage,
  after: coverage,
  /** by community, the worst-off of today first; people of the age group */
  communities: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      residents: z.number().int(),
      coveredBefore: z.number().int(),
      coveredAfter: z.number().int(),
    }),
  ),
  /** people (weighted when equitable) gained, and what no choice of as many sites can exceed */
  gained: z.number(),
  bound: z.number(),
  /** (bound - gained) / bound, 0..1 */
  gap: z.number(),
  isOptimal: z.boolean(),
  /** fewer than asked when nothing is left to gain */
  suggestions: z.array(sitingSuggestion),
  milliseconds: z.number(),
})
export type SitingReply = z.infer<typeof sitingReply>
