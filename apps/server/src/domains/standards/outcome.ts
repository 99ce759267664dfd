import type { ProfileName } from '@xiayi/contract/common'
import type { NearestPlace } from './circle-input.ts'
import type { AgeGroup, FactTest, RatioOperand, RuleKind } from './rule-set.ts'

/** `unknown` never counts as a pass; `not-applicable` neither helps nor hinders a tier. */
export type ClauseState = 'pass' | 'fail' | 'unknown' | 'not-applicable'

/**
 * numerator / denominator × per = value, held against threshold. Counts have no denominator, plain attributes neither.
 * `valueAtMost` is set when the data leave a range: the value lies between the two.
 */
export interface Figure {
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
  readonly valueAtMost?: number
  readonly threshold: number | null
  readonly comparison: 'at-least' | 'at-most'
  /** 人, 处, 类, 项, m² …; 比例 for a share of 1 */
  readonly unit: string
}

export interface EvidenceRef {
  readonly kind: 'place' | 'fact' | 'survey' | 'evidence' | 'category'
  readonly ref: string
  readonly label: string
}

/** How the residents of a coverage clause fare, beyond its figure. */
export interface ReachDetail {
  readonly minutes: number
  readonly group: AgeGroup
  readonly profile: ProfileName
  readonly speedMetresPerSecond: number
  readonly buildings: number
  readonly buildingsReached: number
  readonly residentsOffNetwork: number
  /** the buildings left out, most residents first, at most ten; seconds null when nothing is reached at all */
  readonly leftOut: readonly {
    readonly buildingId: string
    readonly residents: number
    readonly seconds: number | null
  }[]
}

/** What would make a clause pass, as data; `clause-words.ts` says it in Chinese. */
export type ToPass =
  | {
      readonly kind: 'reach'
      readonly anyOf: readonly string[]
      readonly minutes: number
      readonly group: AgeGroup
      /** this many more residents must come within reach */
      readonly residentsMissing: number
      readonly buildingsLeftOut: number
      readonly nearest: NearestPlace | null
    }
  | {
      readonly kind: 'open-places'
      readonly anyOf: readonly string[]
      readonly missing: number
      readonly nearest: NearestPlace | null
    }
  | {
      readonly kind: 'open-types'
      readonly missing: number
      readonly absent: readonly string[]
      /** of the absent ones, those nobody has recorded in the county */
      readonly unrecorded: readonly string[]
    }
  | {
      readonly kind: 'change-fact'
      readonly fact: string
      readonly test: FactTest
      readonly missingItems: readonly string[]
    }
  | {
      readonly kind: 'change-ratio'
      readonly numerator: RatioOperand
      /** to add with the denominator as it is; negative: to take away */
      readonly missing: number
    }
  | { readonly kind: 'satisfy-more'; readonly survey: string; readonly missing: number }
  | { readonly kind: 'ask-more'; readonly survey: string; readonly missing: number }
  | { readonly kind: 'file-evidence'; readonly evidence: string; readonly current: 'none' | 'submitted' | 'rejected' }
  | { readonly kind: 'renew'; readonly what: Missing; readonly asOf: string; readonly maxAgeDays: number }
  | { readonly kind: 'supply'; readonly missing: readonly Missing[] }
  | { readonly kind: 'all-of'; readonly parts: readonly ToPass[] }
  | { readonly kind: 'one-of'; readonly parts: readonly ToPass[] }

/** A piece of data that an answer would need. */
export type Missing =
  | { readonly kind: 'residents'; readonly group: AgeGroup }
  | { readonly kind: 'walk'; readonly profile: ProfileName }
  | { readonly kind: 'category'; readonly categoryId: string }
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'chain' }
  | { readonly kind: 'survey'; readonly survey: string }

/** The answer to one rule. `parts` are the answers to the rules inside an allOf or anyOf, in their order. */
export interface RuleOutcome {
  readonly ruleKind: RuleKind
  readonly state: ClauseState
  readonly figure: Figure | null
  readonly evidence: readonly EvidenceRef[]
  readonly toPass: ToPass | null
  readonly reach?: ReachDetail
  readonly parts?: readonly RuleOutcome[]
}

export interface ClauseOutcome extends RuleOutcome {
  readonly clauseId: string
  readonly isVerified: boolean
}

export interface TierOutcome {
  readonly tierId: string
  readonly order: number
  readonly isMet: boolean
  /** clauses of this tier and of those it builds on that must still pass, in the order of the set */
  readonly missing: readonly { readonly clauseId: string; readonly state: ClauseState }[]
  /** how many of `missing` must pass; fewer than all when the tier asks for a number of clauses */
  readonly missingCount: number
}

export interface EvaluationResult {
  readonly ruleSetId: string
  readonly ruleSetVersion: string
  readonly circleId: string
  readonly asOf: string
  readonly profile: ProfileName
  /** of the circle's profile; null when no walk was computed for it */
  readonly speedMetresPerSecond: number | null
  readonly residents: number
  readonly residentsOffNetwork: number
  /** the highest tier met; null when none is */
  readonly tierId: string | null
  /** the lowest tier above it that is not met; null at the top */
  readonly nextTierId: string | null
  readonly tiers: readonly TierOutcome[]
  readonly clauses: readonly ClauseOutcome[]
  readonly counts: {
    readonly pass: number
    readonly fail: number
    readonly unknown: number
    readonly notApplicable: number
  }
  /** weights of passed clauses over weights of applicable ones; null when the set has no weights */
  readonly score: { readonly earned: number; readonly possible: number } | null
}
