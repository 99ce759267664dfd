import { z } from 'zod'
import { cleanText, isoTime, lineText, pageOf, profileName, signedBy } from './common.ts'
import { scenarioChanges } from './scenario-changes.ts'

/** Scenarios as planners keep them, and proposals made of them. */
export const scenarioDraft = z.object({
  name: lineText(60),
  note: cleanText(1000).default(''),
  changes: scenarioChanges,
  profile: profileName.default('adult'),
  withinMinutes: z.number().int().min(1).max(30).default(15),
  by: signedBy,
})
export type ScenarioDraft = z.output<typeof scenarioDraft>
/** as it is sent: what is left out gets its default */
export type ScenarioQuestion = z.input<typeof scenarioDraft>

export const PROPOSAL_STATES = ['draft', 'proposed', 'accepted', 'declined', 'withdrawn'] as const
export const proposalState = z.enum(PROPOSAL_STATES)
export type ProposalState = z.infer<typeof proposalState>

const scenarioHead = z.object({
  id: z.string(),
  name: z.string(),
  note: z.string(),
  version: z.number().int(),
  changeCount: z.number().int(),
  profile: profileName,
  withinMinutes: z.number().int(),
  /** the network it was drawn on, and whether that is still the county's */
  networkVersion: z.string(),
  isOnCurrentNetwork: z.boolean(),
  createdBy: z.string().nullable(),
  changedBy: z.string().nullable(),
  createdAt: isoTime,
  changedAt: isoTime,
  proposalState: proposalState.nullable(),
})
export type ScenarioHead = z.infer<typeof scenarioHead>
export const scenarioPage = pageOf(scenarioHead)

export const storedScenario = scenarioHead.extend({ changes: scenarioChanges })
export type StoredScenario = z.infer<typeof storedScenario>

export const scenarioVersions = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      name: z.string(),
      changeCount: z.number().int(),
      changedBy: z.string().nullable(),
      changedAt: isoTime,
      /** what this version changed against the one before, in words */
      words: z.string(),
    }),
  ),
})

export const scenarioRemoval = z.object({ by: signedBy }).nullish()

/** One line of what a proposal costs. Money is in fen, whole. */
export const costItem = z.object({
  item: lineText(80),
  quantity: z.number().int().min(1).max(10_000),
  unit: lineText(10),
  unitPriceFen: z.number().int().min(0).max(100_000_000_000),
})

export const proposalContent = z.object({
  reason: cleanText(2000).default(''),
  costs: z.array(costItem).max(50).default([]),
  fundingSource: cleanText(100).default(''),
  ownerUnit: cleanText(60).default(''),
  dueDate: z.iso.date().nullable().default(null),
})
export type ProposalContent = z.output<typeof proposalContent>
export const proposalDraft = proposalContent.extend({ by: signedBy })

export const PROPOSAL_MOVES = ['propose', 'withdraw', 'accept', 'decline', 'revise', 'reconsider'] as const
export const proposalMove = z.object({
  /** the version that was looked at */
  ifVersion: z.number().int().min(1),
  reason: cleanText(500).optional(),
  by: signedBy,
})

export const proposal = proposalContent.extend({
  id: z.string(),
  scenarioId: z.string(),
  state: proposalState,
  stateLabel: z.string(),
  version: z.number().int(),
  totalFen: z.number().int(),
  /** the version of the scenario that was proposed; null while it never was */
  scenarioVersion: z.number().int().nullable(),
  /** what can be done now */
  moves: z.array(z.object({ move: z.enum(PROPOSAL_MOVES), label: z.string(), needsReason: z.boolean() })),
  steps: z.array(
    z.object({
      label: z.string(),
      stateLabel: z.string(),
      by: z.string(),
      reason: z.string().nullable(),
      at: isoTime,
    }),
  ),
})
export type Proposal = z.infer<typeof proposal>
export const proposalReply = z.object({ proposal: proposal.nullable() })
