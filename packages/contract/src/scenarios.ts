import { z } from 'zod'
import { CLAUSE_STATES, clauseResult } from './circles.ts'
import { profileName } from './common.ts'
import { placeChange } from './scenario-changes.ts'

export const previewRequest = z.object({
  changes: z.array(placeChange).min(1).max(50),
  profile: profileName.default('adult'),
  withinMinutes: z.number().min(1).max(30).default(15),
  standardId: z.string().max(80).optional(),
})

const peopleByAge = z.object({
  under15: z.number().int(),
  from15to59: z.number().int(),
  over60: z.number().int(),
})
const figure = clauseResult.shape.figure

export const previewReply = z.object({
  profile: profileName,
  speedMetresPerSecond: z.number(),
  withinMinutes: z.number(),
  engineMilliseconds: z.number(),
  totalMilliseconds: z.number(),
  /** one per category touched */
  changes: z.array(
    z.object({
      categoryId: z.string(),
      residentsBefore: z.number().int(),
      residentsAfter: z.number().int(),
      residents: z.number().int(),
      gainedOver60: z.number().int(),
      /** who comes within reach, and who falls out of it */
      gained: peopleByAge,
      lost: peopleByAge,
    }),
  ),
  /** circles in which anything changes */
  circles: z.array(
    z.object({
      circleId: z.string(),
      name: z.string(),
      residentsBefore: z.number().int(),
      residentsAfter: z.number().int(),
      residents: z.number().int(),
      /** id of the highest tier met; null when none is */
      tierBefore: z.string().nullable(),
      tierAfter: z.string().nullable(),
      /** clauses whose state or figure is another; flipped where the states differ */
      clauses: z.array(
        z.object({
          clauseId: z.string(),
          title: z.string(),
          before: z.enum(CLAUSE_STATES),
          after: z.enum(CLAUSE_STATES),
          figureBefore: figure,
          figureAfter: figure,
        }),
      ),
    }),
  ),
  /** how many circles stand on each tier */
  county: z.object({
    standardId: z.string(),
    standardVersion: z.string(),
    circles: z.number().int(),
    tiers: z.array(
      z.object({ tierId: z.string(), name: z.string(), before: z.number().int(), after: z.number().int() }),
    ),
    withoutTier: z.object({ before: z.number().int(), after: z.number().int() }),
  }),
})

export type Preview = z.infer<typeof previewReply>
