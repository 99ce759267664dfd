import { z } from 'zod'
import { briefFigure, clauseState, trendMark } from './circle-figures.ts'
import { circleQuery } from './circles.ts'
import { countyQuery, profileName } from './common.ts'
import { standardTier } from './standards.ts'

/** What the county's page shows beside its targets: tiers over time, gaps of all circles at once, equity by theme. */

const tierCount = z.object({
  circles: z.number().int(),
  /** in the order of the standard's tiers */
  atTier: z.array(z.number().int()),
  withoutTier: z.number().int(),
  notEvaluated: z.number().int(),
})
export type TierCount = z.infer<typeof tierCount>

export const tiersOverTime = z.object({
  standardId: z.string(),
  tiers: z.array(standardTier),
  /** days on which something was evaluated, oldest first; each circle as it stood at the end of the day */
  days: z.array(
    z.object({
      day: z.iso.date(),
      standardVersions: z.array(z.string()),
      all: tierCount,
      /** communities that count towards the fixed denominator */
      urban: tierCount,
    }),
  ),
  isCut: z.boolean(),
})
export type TiersOverTime = z.infer<typeof tiersOverTime>

export const movesQuery = circleQuery.extend({
  from: z.iso.date().optional().describe('较早的一天；不写则取上一季度里最后的评估日，没有就取前一个评估日'),
  to: z.iso.date().optional().describe('较晚的一天；不写则取最近的评估日'),
})
export const MOVE_DIRECTIONS = ['fell', 'rose', 'level', 'first'] as const
const circleMove = z.object({
  circleId: z.string(),
  name: z.string(),
  isUrban: z.boolean(),
  isPilot: z.boolean(),
  residents: z.number().int(),
  /** level: the tier is the same and some clauses are answered differently; first: it was not evaluated before */
  direction: z.enum(MOVE_DIRECTIONS),
  before: trendMark.nullable(),
  after: trendMark,
  /** clauses answered differently; null where that version of the standard had no such clause */
  flips: z.array(
    z.object({
      clauseId: z.string(),
      title: z.string(),
      before: clauseState.nullable(),
      after: clauseState.nullable(),
    }),
  ),
})
export type CircleMove = z.infer<typeof circleMove>
/** Circles that stand otherwise at the end of one day than at the end of another. */
export const circleMoves = z.object({
  standardId: z.string(),
  tiers: z.array(standardTier),
  /** null: there is no earlier day, or none at all */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** fell, rose, level, first; within each those with the most residents first */
  items: z.array(circleMove),
  /** circles that stand as they stood, clause by clause; urban: those of the fixed denominator */
  unmoved: z.object({ all: z.number().int(), urban: z.number().int() }),
})
export type CircleMoves = z.infer<typeof circleMoves>

export const gapMatrix = z.object({
  standardId: z.string(),
  tiers: z.array(standardTier),
  clauses: z.array(z.object({ clauseId: z.string(), title: z.string(), tiers: z.array(z.string()), unit: z.string() })),
  circles: z.array(
    z.object({
      circleId: z.string(),
      name: z.string(),
      isUrban: z.boolean(),
      isPilot: z.boolean(),
      tierId: z.string().nullable(),
      residents: z.number().int(),
      /** one for each clause; null where the circle's evaluation knows no such clause */
      cells: z.array(briefFigure.nullable()),
    }),
  ),
})
export type GapMatrix = z.infer<typeof gapMatrix>

export const EQUITY_THEMES = ['sports', 'reading', 'elder-care'] as const
export const equityTheme = z.enum(EQUITY_THEMES)
export type EquityTheme = z.infer<typeof equityTheme>

export const EQUITY_GROUPS = ['everyone', 'under15', 'from15to59', 'over60'] as const
export const equityGroup = z.enum(EQUITY_GROUPS)
export type EquityGroup = z.infer<typeof equityGroup>

export const equityQuery = countyQuery.extend({
  theme: equityTheme,
  category: z.string().max(60).optional().describe('只看其中一类；不写则看最近的任一类'),
  profile: profileName.optional().describe('不写则按主题：养老按老人，其余按成人'),
  group: equityGroup.optional().describe('公平性按哪个年龄组算；不写则按主题：养老按60岁及以上，其余按全体'),
})

/** residents by walking time: up to 5, 10, 15 minutes, and beyond; they add up to all of the group */
const bandCounts = z.array(z.number().int()).length(4)
export const equityReply = z.object({
  theme: equityTheme,
  title: z.string(),
  /** what the county's plan says about it */
  source: z.string(),
  categories: z.array(z.object({ id: z.string(), name: z.string(), places: z.number().int() })),
  /** the one chosen; null: any of them */
  categoryId: z.string().nullable(),
  profile: profileName,
  speedMetresPerSecond: z.number(),
  group: equityGroup,
  bandMinutes: z.array(z.number().int()),
  byAge: z.array(z.object({ group: equityGroup, bands: bandCounts })),
  /** worst off first */
  communities: z.array(
    z.object({
      communityId: z.string(),
      name: z.string(),
      circleId: z.string().nullable(),
      isUrban: z.boolean(),
      people: z.number().int(),
      bands: bandCounts,
      /** people within 15 minutes / people; null: nobody of the group lives there */
      coverage: z.number().nullable(),
    }),
  ),
  /** of the communities' coverage, weighted by their people; 0: all alike */
  gini: z.number(),
})
export type EquityReply = z.infer<typeof equityReply>
