import { z } from 'zod'
import { CLAUSE_STATES, clauseResult } from './circles.ts'
import { lat, lon, position, profileName } from './common.ts'
import { cutOff } from './network-edits.ts'
import { scenarioChanges } from './scenario-changes.ts'

export const previewRequest = z.object({
  changes: scenarioChanges.min(1),
  profile: profileName.default('adult'),
  withinMinutes: z.number().min(1).max(30).default(15),
  standardId: z.string().max(80).optional(),
  want: z
    .object({
      /** categories of which the changed minutes are sent along, against the minutes columns of the same revision */
      columns: z.array(z.string().max(60)).max(4).default([]),
    })
    .default({ columns: [] }),
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
  /** changes that do not fit the county as it is: named, and not counted */
  misfits: z.array(
    z.object({
      /** place in the list of changes */
      at: z.number().int(),
      message: z.string(),
    }),
  ),
  /** people in the housing that is added */
  newcomers: z.number().int(),
  /** who can no longer walk to the rest of the town */
  cutOff: cutOff.nullable(),
  /** in words, what to know before anybody does it */
  warnings: z.array(z.string()),
  /** the stretch that each closure takes out */
  closures: z.array(z.object({ at: z.number().int(), line: z.array(position) })),
  /** the places that are moved or removed, where they stand today */
  placesToday: z.array(z.object({ placeId: z.string(), name: z.string(), lon, lat })),
  /** the housing that is added, without misfits; in `columns` each is a row after those of the ground, in this order */
  housing: z.array(z.object({ at: z.number().int(), communityId: z.string().nullable() })),
  /** one per category touched */
  changes: z.array(
    z.object({
      categoryId: z.string(),
      residentsBefore: z.number().int(),
      residentsAfter: z.number().int(),
      residents: z.number().int(),
      /** with those of the housing that is added */
      residentsPlanned: z.number().int(),
      gainedOver60: z.number().int(),
      /** who comes within reach, and who falls out of it; people of added housing are neither */
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
      residentsPlanned: z.number().int(),
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
  /** the revision whose rows `columns` speak of */
  revision: z.number().int(),
  /** rows of the ground whose minutes are others, and those of the housing; -1 beyond the limit of a minutes column */
  columns: z.array(
    z.object({
      categoryId: z.string(),
      rows: z.array(z.number().int()),
      seconds: z.array(z.number().int()),
      housingSeconds: z.array(z.number().int()),
    }),
  ),
})

export type Preview = z.infer<typeof previewReply>
