import type { ProfileName } from '@xiayi/contract/common'

/**
 * A standard as data: facts it asks for, clauses with their rules, tiers made of clauses. `rule-set-file.ts` reads one
 * from YAML; `evaluate.rules.ts` applies it to a circle. Immutable once used: a changed set needs a new version.
 */
export interface RuleSet {
  readonly id: string
  readonly version: string
  readonly title: string
  /** false: an example or a proposal; every screen says 非官方 */
  readonly isOfficial: boolean
  readonly note?: string
  /** documents that clauses cite, by key */
  readonly documents: Readonly<Record<string, StandardDocument>>
  /** facts that rules read, by key, e.g. `centre.floorAreaM2` */
  readonly facts: Readonly<Record<string, FactDeclaration>>
  readonly surveys: Readonly<Record<string, RecordDeclaration>>
  readonly evidence: Readonly<Record<string, RecordDeclaration>>
  readonly tiers: readonly TierDefinition[]
  readonly clauses: readonly Clause[]
}

interface StandardDocument {
  readonly title: string
  readonly url?: string
}

export interface RecordDeclaration {
  readonly label: string
  /** what sheets and forms group it under */
  readonly topic?: string
  /** how to answer, in one sentence of our own */
  readonly hint?: string
}

export interface FactDeclaration extends RecordDeclaration {
  readonly type: 'number' | 'boolean' | 'text' | 'list'
  readonly unit?: string
  /** of a number: no fractions */
  readonly whole?: boolean
  /** of a number: below or above it is a slip of the pen, not a fact */
  readonly min?: number
  readonly max?: number
  /** of a text the only answers, of a list the usual ones */
  readonly options?: readonly string[]
}

export interface TierDefinition {
  readonly id: string
  readonly name: string
  /** 1 is the lowest */
  readonly order: number
  /** a lower tier that must be met as well */
  readonly buildsOn?: string
  /** of the applicable clauses that name this tier: every one, or so many including some */
  readonly requires: 'every' | { readonly atLeast: number; readonly including?: readonly string[] }
}

/** A the original was read; B a secondary source; C an open project's transcription; R recalled; D a proposal. */
type Trust = 'A' | 'B' | 'C' | 'R' | 'D'

export interface Clause {
  readonly id: string
  readonly title: string
  /** ids of the tiers it counts for; none: reported, decides nothing */
  readonly tiers: readonly string[]
  readonly source: { readonly document: string; readonly section?: string }
  /**
   * how far what the rule asks was read in the source; D when its number is a proposal on a cited wish. Smaller
   * readings are listed in `assumptions`
   */
  readonly trust: Trust
  /** what the source leaves open and how it is read here */
  readonly assumptions?: readonly string[]
  readonly weight?: number
  /** the clause says nothing about a circle where this does not hold */
  readonly appliesWhen?: { readonly fact: string; readonly test: FactTest }
  readonly rule: Rule
}

export type AgeGroup = 'total' | 'under15' | 'over60'

/** Where a place must lie: inside the declared boundary, inside the walkshed, or either (`circle`). */
export type Within = 'circle' | 'boundary' | 'walkshed'

/** Share of residents who walk to the nearest of `anyOf` within `minutes`. */
export interface CoverageRule {
  readonly kind: 'coverage'
  readonly anyOf: readonly string[]
  readonly minutes: number
  /** 0..1 of the group's residents */
  readonly min: number
  readonly group?: AgeGroup
  /** left out: the circle's own profile */
  readonly profile?: ProfileName
}

export interface CountInCircleRule {
  readonly kind: 'countInCircle'
  readonly anyOf: readonly string[]
  readonly min: number
  readonly within?: Within
}

/** How many of the listed categories have at least one place: the gates such as 15 of 23. */
export interface DistinctTypesRule {
  readonly kind: 'distinctTypes'
  readonly of: readonly string[]
  readonly min: number
  readonly within?: Within
}

export type FactTest =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly equals: number | string | boolean }
  | { readonly oneOf: readonly (number | string)[] }
  | { readonly includesAll: readonly string[] }
  | { readonly includesAtLeast: { readonly count: number; readonly of: readonly string[] } }

export interface AttributeRule {
  readonly kind: 'attribute'
  readonly fact: string
  readonly test: FactTest
  readonly maxAgeDays?: number
}

export type RatioOperand =
  | { readonly fact: string }
  | {
      readonly places: {
        readonly anyOf?: readonly string[]
        readonly within?: Within
        /** only outlets of a chain; places of which this is not known widen the answer to a range */
        readonly chain?: true
      }
    }
  | { readonly residents: AgeGroup }

export interface RatioRule {
  readonly kind: 'ratio'
  readonly numerator: RatioOperand
  readonly denominator: RatioOperand
  /** the value is numerator / denominator × per; 1 unless given (30 m² per 100 households: 100) */
  readonly per?: number
  readonly atLeast?: number
  readonly atMost?: number
  /** unit of the value; left out: a share, printed as per cent */
  readonly unit?: string
}

export interface SurveyRule {
  readonly kind: 'survey'
  readonly survey: string
  /** 0..1 of those who answered */
  readonly min: number
  /** fewer answers than this decide nothing */
  readonly minSample: number
  readonly maxAgeDays?: number
}

/** Judged by a person: passes only when the evidence is there and approved. */
export interface EvidenceRule {
  readonly kind: 'evidence'
  readonly evidence: string
  readonly maxAgeDays?: number
}

export interface AllOfRule {
  readonly kind: 'allOf'
  readonly rules: readonly Rule[]
}

export interface AnyOfRule {
  readonly kind: 'anyOf'
  readonly rules: readonly Rule[]
}

export type Rule =
  | CoverageRule
  | CountInCircleRule
  | DistinctTypesRule
  | AttributeRule
  | RatioRule
  | SurveyRule
  | EvidenceRule
  | AllOfRule
  | AnyOfRule

export type RuleKind = Rule['kind']

/** Only what was read in the original counts as verified; the screen marks the rest 未核验. */
export function isVerifiedClause(clause: Clause): boolean {
  return clause.trust === 'A'
}
