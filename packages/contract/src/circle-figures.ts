import { z } from 'zod'
import { CLAUSE_STATES, circleQuery, ORIGIN_KINDS } from './circles.ts'
import { countyQuery, isoTime, position, profileName } from './common.ts'
import { standardTier } from './standards.ts'

/** What the page of one circle shows beside its newest evaluation: its course, its gaps, its neighbours, its people. */

export const clauseState = z.enum(CLAUSE_STATES)

/** A clause's figure without its base: enough for a line, a bar or a cell. */
export const briefFigure = z.object({
  state: clauseState,
  value: z.number().nullable(),
  threshold: z.number().nullable(),
})
export type BriefFigure = z.infer<typeof briefFigure>

/** One evaluation as a point of a line. */
export const trendMark = z.object({
  evaluationId: z.string(),
  evaluatedAt: isoTime,
  standardVersion: z.string(),
  networkVersion: z.string(),
  tierId: z.string().nullable(),
  residents: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
})
export type TrendMark = z.infer<typeof trendMark>

export const circleTrend = z.object({
  circleId: z.string(),
  standardId: z.string(),
  tiers: z.array(standardTier),
  /** oldest first */
  marks: z.array(trendMark),
  /** true: there are older evaluations than these */
  isCut: z.boolean(),
  clauses: z.array(
    z.object({
      clauseId: z.string(),
      title: z.string(),
      unit: z.string(),
      /** one for each mark; null where the version of that day had no such clause */
      points: z.array(briefFigure.nullable()),
    }),
  ),
})
export type CircleTrend = z.infer<typeof circleTrend>

export const compareQuery = circleQuery.extend({ with: z.uuid().optional().describe('另一个生活圈的编号') })

const comparedFigure = briefFigure.extend({ numerator: z.number().nullable(), denominator: z.number().nullable() })
export const circleComparison = z.object({
  standardId: z.string(),
  /** the median is of these: evaluated circles of the same kind, main-urban or not */
  medianOf: z.object({ circles: z.number().int(), label: z.string() }),
  own: z.object({ circleId: z.string(), name: z.string(), tierId: z.string().nullable(), residents: z.number().int() }),
  other: z
    .object({ circleId: z.string(), name: z.string(), tierId: z.string().nullable(), residents: z.number().int() })
    .nullable(),
  items: z.array(
    z.object({
      clauseId: z.string(),
      title: z.string(),
      ruleKind: z.string(),
      unit: z.string(),
      comparison: z.enum(['at-least', 'at-most']),
      own: comparedFigure,
      other: comparedFigure.nullable(),
      /** of the values of those circles that have one */
      median: z.number().nullable(),
      medianCount: z.number().int(),
    }),
  ),
})
export type CircleComparison = z.infer<typeof circleComparison>

export const missingItem = z.object({
  clauseId: z.string(),
  title: z.string(),
  tiers: z.array(z.string()),
  state: z.enum(['fail', 'unknown']),
  peopleAffected: z.number().int(),
  residents: z.number().int(),
  /** one Chinese sentence: what is missing */
  finding: z.string(),
  /** one Chinese sentence: what would make it pass */
  toPass: z.string().nullable(),
  /** the tier that waits for this clause alone */
  unlocksTierId: z.string().nullable(),
  /** the nearest place that is not in the circle; minutes from the circle's origin */
  nearest: z.object({ placeId: z.string(), name: z.string(), seconds: z.number() }).nullable(),
  /** for a walk too long: where most of those left out live, and how long they walk to the nearest */
  walk: z
    .object({
      from: position,
      residents: z.number().int(),
      limitSeconds: z.number(),
      profile: profileName,
      speedMetresPerSecond: z.number(),
      /** null: none within an hour */
      place: z.object({ placeId: z.string(), name: z.string(), seconds: z.number() }).nullable(),
    })
    .nullable(),
})
export type MissingItem = z.infer<typeof missingItem>
export const circleMissing = z.object({
  circleId: z.string(),
  standardId: z.string(),
  tiers: z.array(standardTier),
  /** most people affected first */
  items: z.array(missingItem),
})
export type CircleMissing = z.infer<typeof circleMissing>

export const changesQuery = countyQuery.extend({
  from: z.uuid().describe('较早的一次评估'),
  to: z.uuid().describe('较晚的一次评估'),
})
const changedPlace = z.object({ placeId: z.string(), name: z.string(), categoryIds: z.array(z.string()) })
export const circleChanges = z.object({
  circleId: z.string(),
  from: trendMark,
  to: trendMark,
  /** clauses whose outcome is another, or whose figure moved; the former first */
  clauses: z.array(
    z.object({
      clauseId: z.string(),
      title: z.string(),
      unit: z.string(),
      isFlipped: z.boolean(),
      /** null where that version had no such clause */
      before: briefFigure.nullable(),
      after: briefFigure.nullable(),
    }),
  ),
  opened: z.array(changedPlace),
  closed: z.array(changedPlace),
  /** facts, surveys and evidence whose value is another; the values as text */
  facts: z.array(
    z.object({ key: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
})
export type CircleChanges = z.infer<typeof circleChanges>

export const circlePlaces = z.object({
  circleId: z.string(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  originKind: z.enum(ORIGIN_KINDS),
  withinMinutes: z.number().int(),
  /** in the boundary or within the walk; nearest first */
  items: z.array(
    z.object({
      placeId: z.string(),
      name: z.string(),
      categoryIds: z.array(z.string()),
      /** from the circle's origin; null: not within an hour */
      seconds: z.number().nullable(),
      inBoundary: z.boolean(),
      inWalkshed: z.boolean(),
    }),
  ),
})
export type CirclePlaces = z.infer<typeof circlePlaces>

/** What a building's residents rest on: counted and declared, a raster, shared out from the community, or estimated. */
export const RESIDENT_BASES = ['declared', 'raster', 'community', 'floor-area', 'none'] as const
export const circleResidents = z.object({
  circleId: z.string(),
  residents: z.number().int(),
  under15: z.number().int(),
  from15to59: z.number().int(),
  over60: z.number().int(),
  buildings: z.number().int(),
  residentsOffNetwork: z.number().int(),
  /** what the numbers rest on; most residents first */
  bases: z.array(z.object({ basis: z.enum(RESIDENT_BASES), residents: z.number().int(), buildings: z.number().int() })),
  /** shares of the county's residents, to compare with */
  county: z.object({
    residents: z.number().int(),
    under15: z.number().int(),
    from15to59: z.number().int(),
    over60: z.number().int(),
  }),
})
export type CircleResidents = z.infer<typeof circleResidents>
