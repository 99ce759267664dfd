import { z } from 'zod'
import { countyQuery, profileName } from './common.ts'
import { previewReply } from './scenarios.ts'
import { proposalState, storedScenario } from './stored-scenarios.ts'

/** Stored scenarios side by side, each against the county of today, all for the same walkers and the same minutes. */
export const compareQuery = countyQuery.extend({
  ids: z
    .string()
    .max(250)
    .transform((text) => [...new Set(text.split(','))])
    .refine((ids) => ids.length >= 2 && ids.length <= 4, '选 2 到 4 个不同的方案来比较')
    .describe('2 到 4 个方案的编号，用逗号隔开'),
  profile: profileName.default('adult'),
  within: z.coerce.number().int().min(1).max(30).default(15),
})

export const compareReply = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      version: z.number().int(),
      changeCount: z.number().int(),
      isOnCurrentNetwork: z.boolean(),
      /** null: it has no proposal. Fen, whole */
      proposal: z.object({ state: proposalState, totalFen: z.number().int() }).nullable(),
      /** what it would do: before is today; its misfits are not counted */
      preview: previewReply,
    }),
  ),
})
export type CompareReply = z.infer<typeof compareReply>

/** A stored scenario tried on the county of today. */
export const scenarioPreviewQuery = countyQuery.extend({
  /** left out: those that the scenario was kept with */
  profile: profileName.optional(),
  within: z.coerce.number().int().min(1).max(30).optional(),
  /** a category of which the changed minutes are sent along */
  column: z.string().max(60).optional(),
})

export const scenarioPreviewReply = z.object({
  scenario: storedScenario,
  /** its misfits are named and not counted */
  preview: previewReply,
})
export type ScenarioPreview = z.infer<typeof scenarioPreviewReply>
