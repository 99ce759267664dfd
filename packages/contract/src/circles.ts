import { z } from 'zod'
import {
  cleanText,
  countyQuery,
  featureCollectionOf,
  isoTime,
  latText,
  lonText,
  pageOf,
  pageQuery,
  position,
  profileName,
  signedBy,
} from './common.ts'
import { standardSource, standardTier } from './standards.ts'

export const CLAUSE_STATES = ['pass', 'fail', 'unknown', 'not-applicable'] as const

export const clauseResult = z.object({
  clauseId: z.string(),
  title: z.string(),
  tiers: z.array(z.string()),
  ruleKind: z.string(),
  state: z.enum(CLAUSE_STATES),
  /** numerator / denominator = value; the screen prints all three */
  figure: z
    .object({
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
      value: z.number().nullable(),
      /** set when the data leave a range: the value lies between the two */
      valueAtMost: z.number().nullable(),
      threshold: z.number().nullable(),
      comparison: z.enum(['at-least', 'at-most']),
      unit: z.string(),
    })
    .nullable(),
  /** one Chinese sentence: what was found */
  finding: z.string(),
  /** one Chinese sentence: what would make it pass; null when it passes */
  toPass: z.string().nullable(),
  /** places, facts and buildings the finding rests on */
  evidence: z.array(z.object({ kind: z.string(), ref: z.string(), label: z.string() })),
  verified: z.boolean(),
  /** what the source leaves open and how it is read here */
  assumptions: z.array(z.string()),
  source: standardSource,
})
export type ClauseResult = z.infer<typeof clauseResult>

export const evaluation = z.object({
  id: z.string(),
  circleId: z.string(),
  standardId: z.string(),
  standardVersion: z.string(),
  standardTitle: z.string(),
  isOfficial: z.boolean(),
  networkVersion: z.string(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  /** id of the highest tier met; null when none is */
  tierId: z.string().nullable(),
  tiers: z.array(standardTier),
  residents: z.number().int(),
  /** residents whose building has no walking line within 150 m: counted apart, never as covered */
  residentsOffNetwork: z.number().int(),
  clauses: z.array(clauseResult),
  /** the lowest tier not met yet and the clauses it waits for; null at the top */
  next: z
    .object({ tierId: z.string(), missingClauseIds: z.array(z.string()), missingCount: z.number().int() })
    .nullable(),
  passed: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  evaluatedAt: isoTime,
  /** sha256 of the canonical result: a recomputation gives the same */
  resultSha256: z.string(),
})
export type Evaluation = z.infer<typeof evaluation>

export const ORIGIN_KINDS = ['entrances', 'buildings', 'point'] as const

export const circleSummary = z.object({
  id: z.string(),
  name: z.string(),
  isPilot: z.boolean(),
  /** counts towards the county's fixed denominator of main-urban communities */
  isUrban: z.boolean(),
  communityIds: z.array(z.string()),
  communityNames: z.array(z.string()),
  townName: z.string().nullable(),
  center: position,
  profile: profileName,
  originKind: z.enum(ORIGIN_KINDS),
  residents: z.number().int().nullable(),
  /** null: not evaluated yet */
  tierId: z.string().nullable(),
  isEvaluated: z.boolean(),
  passed: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  /** the first reason that keeps it from the next tier */
  mainReason: z.string().nullable(),
  evaluatedAt: isoTime.nullable(),
})
export type CircleSummary = z.infer<typeof circleSummary>

export const circleQuery = countyQuery.extend({ standard: z.string().max(80).optional() })
export const circleList = z.object({
  standardId: z.string(),
  tiers: z.array(standardTier),
  items: z.array(circleSummary),
})
export const circleReply = circleSummary.extend({ evaluation: evaluation.nullable() })

/** communities with their circle's tier, for the map */
export const circleMapProperties = z.object({
  circleId: z.string(),
  communityId: z.string(),
  name: z.string(),
  tierId: z.string().nullable(),
  isEvaluated: z.boolean(),
  isPilot: z.boolean(),
  isUrban: z.boolean(),
  residents: z.number().int().nullable(),
})
export const circleMap = featureCollectionOf(circleMapProperties)

export const walkshedProperties = z.object({
  minutes: z.number().int(),
  residents: z.number().int(),
  areaKm2: z.number(),
})
export const walkshedCollection = featureCollectionOf(walkshedProperties).extend({
  speedMetresPerSecond: z.number(),
  profile: profileName,
  originKind: z.enum(ORIGIN_KINDS),
  origins: z.number().int(),
})

export const evaluationPage = pageOf(evaluation.omit({ clauses: true }))
export const evaluationHistoryQuery = pageQuery.extend({ standard: z.string().max(80).optional() })

export const evaluateRequest = z.object({
  circleIds: z.array(z.string()).max(5000).optional().describe('不写则评全部'),
  standardId: z.string().max(80).optional(),
})

export const targetReply = z.object({
  id: z.string(),
  title: z.string(),
  /** e.g. 14 main-urban communities, fixed by the county on that date */
  denominator: z.number().int(),
  denominatorLabel: z.string(),
  fixedAt: z.string(),
  numerator: z.number().int().nullable(),
  value: z.number().nullable(),
  goal: z.number(),
  unit: z.string(),
  dueDate: z.string(),
  isMet: z.boolean().nullable(),
  finding: z.string(),
})
export const countySummary = z.object({
  standardId: z.string(),
  standardTitle: z.string(),
  isOfficial: z.boolean(),
  evaluatedAt: isoTime.nullable(),
  circles: z.number().int(),
  residents: z.number().int(),
  tiers: z.array(standardTier.extend({ circles: z.number().int() })),
  withoutTier: z.number().int(),
  targets: z.array(targetReply),
  speedMetresPerSecond: z.number(),
})
export type CountySummary = z.infer<typeof countySummary>

export const gap = z.object({
  circleId: z.string(),
  circleName: z.string(),
  clauseId: z.string(),
  title: z.string(),
  peopleAffected: z.number().int(),
  residents: z.number().int(),
  finding: z.string(),
  toPass: z.string().nullable(),
})
export type Gap = z.infer<typeof gap>
export const gapPage = pageOf(gap)

/** From one point: minutes to the nearest place of each category. */
export const minutesQuery = countyQuery.extend({ lon: lonText, lat: latText, profile: profileName.default('adult') })
export const minutesReply = z.object({
  profile: profileName,
  speedMetresPerSecond: z.number(),
  /** how far the point is from a walking line, and how that is graded */
  legMetres: z.number(),
  grade: z.enum(['near', 'far', 'beyond']),
  items: z.array(
    z.object({
      categoryId: z.string(),
      seconds: z.number().nullable(),
      placeId: z.string().nullable(),
      placeName: z.string().nullable(),
    }),
  ),
})

/** Side columns of one county and revision: row b of each speaks of the same building. */
const counts = z.array(z.number().int())

/** The county's buildings as the planner's map draws them; it stays the same for as long as the revision does. */
export const groundReply = z.object({
  revision: z.number().int(),
  networkVersion: z.string(),
  count: z.number().int(),
  /** degrees WGS84 × 1,000,000 */
  lonE6: counts,
  latE6: counts,
  /** metres, one decimal: side of a square of the footprint's area */
  sizeM: z.array(z.number()),
  under15: counts,
  from15to59: counts,
  over60: counts,
  /** index into `communities`, -1 in none */
  community: counts,
  communities: z.array(z.object({ id: z.string(), name: z.string() })),
  /** index into `hexes`, -1 in none */
  hex: counts,
  /** closed rings, counter-clockwise; their size follows the county's extent */
  hexes: z.array(z.object({ ring: z.array(position) })),
  /** metres a second at which each profile walks when nobody says otherwise */
  speeds: z.record(profileName, z.number()),
})
export type GroundReply = z.infer<typeof groundReply>

export const minutesColumnQuery = countyQuery.extend({
  category: z.string().max(60),
  profile: profileName.default('adult'),
  speed: z.coerce.number().min(0.2).max(3).optional().describe('米/秒；不写则用该人群的步速'),
})
/** From every building to the nearest place of one category. */
export const minutesColumnReply = z.object({
  /** of the ground whose rows these are */
  revision: z.number().int(),
  categoryId: z.string(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  /** walks are followed this far */
  limitSeconds: z.number().int(),
  /** whole seconds, rounded up, so that within 900 means within 900; -1 beyond the limit */
  seconds: counts,
})
export type MinutesColumnReply = z.infer<typeof minutesColumnReply>

export const barriersQuery = countyQuery.extend({ profile: profileName.default('adult') })
/** What stands in the way: of everybody, and of one profile. */
export const barriersReply = z.object({
  revision: z.number().int(),
  networkVersion: z.string(),
  profile: profileName,
  /** water rims, railways and walls as the network knows them */
  barriers: z.array(z.array(position)),
  /** ways that others walk and this profile cannot */
  blocked: z.array(z.array(position)),
  blockedMetres: z.number().int(),
  /** spots that this profile cannot pass: turnstiles, stiles */
  blockedSpots: z.array(position),
})
export type BarriersReply = z.infer<typeof barriersReply>

/** One walk, drawn: why it takes so long. */
export const walkQuery = minutesQuery.extend({
  category: z.string().max(60).optional(),
  place: z.string().max(60).optional(),
})
export const walkReply = z.object({
  placeId: z.string(),
  placeName: z.string(),
  placeAt: position,
  seconds: z.number(),
  metres: z.number(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  path: z.object({ type: z.literal('LineString'), coordinates: z.array(position) }),
  segments: z.array(
    z.object({
      kind: z.string(),
      metres: z.number(),
      seconds: z.number(),
      line: z.array(position),
    }),
  ),
  /** crossings, gates and the like on the way, in walking order, with what is waited there */
  spots: z.array(z.object({ kind: z.string(), at: position, seconds: z.number() })),
  isWithin: z.boolean(),
  /** seconds spent waiting or slowed down, by what causes it: crossingSignals, steps, … */
  delays: z.array(z.object({ cause: z.string(), seconds: z.number() })),
})

export type CircleList = z.infer<typeof circleList>
export type CircleReply = z.infer<typeof circleReply>
export type CircleMap = z.infer<typeof circleMap>
export type WalkshedCollection = z.infer<typeof walkshedCollection>
export type EvaluationPage = z.infer<typeof evaluationPage>
export type GapPage = z.infer<typeof gapPage>
export type MinutesReply = z.infer<typeof minutesReply>
export type WalkReply = z.infer<typeof walkReply>

/** A circle as people draw it: any communities, 一社一圈 or several together. */
export const circleDraft = z.object({
  name: cleanText(60).min(1),
  communityIds: z.array(z.uuid()).min(1).max(200),
  isPilot: z.boolean().default(false),
  /** counts towards the county's fixed denominator */
  isUrban: z.boolean().default(true),
  profile: profileName.default('adult'),
  /** null: the profile's own */
  speedMetresPerSecond: z.number().min(0.2).max(3).nullable().default(null),
})
export type CircleDraft = z.output<typeof circleDraft>
/** `basedOn`: the version that was on the screen; another one since then is refused (412) */
export const circleRedraft = circleDraft.extend({ basedOn: z.number().int().min(1) })
export const drawnCircle = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  communityIds: z.array(z.string()),
  isPilot: z.boolean(),
  isUrban: z.boolean(),
  profile: profileName,
  speedMetresPerSecond: z.number().nullable(),
})
export type DrawnCircle = z.infer<typeof drawnCircle>

export const TARGET_KINDS = ['pilots', 'tier-share', 'satisfaction'] as const
/** A target as the county fixes it: the denominator with the day it was fixed. */
export const targetDraft = z.object({
  title: cleanText(80).min(1),
  kind: z.enum(TARGET_KINDS),
  tierId: z.string().max(40).nullable(),
  /** 0..1 for shares, a count for pilots */
  goal: z.number().min(0).max(100_000),
  unit: cleanText(10),
  denominator: z.number().int().min(1),
  denominatorLabel: cleanText(60),
  fixedOn: z.iso.date(),
  dueDate: z.iso.date(),
})
/** `basedOn`: the version that was on the screen, 0 for a first promise; another one since then is refused (412) */
export const targetFixing = targetDraft.extend({ by: signedBy, basedOn: z.number().int().min(0) })
export type TargetFixing = z.output<typeof targetFixing>
/** Every promise of one target, the newest first: the first is the one that holds. */
export const targetVersion = targetDraft.extend({
  version: z.number().int(),
  by: z.string().nullable(),
  recordedAt: isoTime,
})
export const targetHistory = z.object({ id: z.string(), items: z.array(targetVersion) })
export type TargetHistory = z.infer<typeof targetHistory>
export const targetBook = z.object({ items: z.array(targetHistory) })
