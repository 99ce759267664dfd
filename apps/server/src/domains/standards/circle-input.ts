import type { ProfileName } from '@xiayi/contract/common'
import type { AgeGroup } from './rule-set.ts'

/**
 * All that an evaluation may look at: plain, serialisable, complete. Kept with the evaluation (or rebuilt from the
 * network's and the data's versions) it gives the same result to the byte.
 *
 * What is missing is left out, never set to zero: a missing column or fact makes its clauses `unknown`, not `fail`.
 */
export interface CircleInput {
  readonly circleId: string
  /** date the data stand for, YYYY-MM-DD; ages of facts and surveys are counted to it */
  readonly asOf: string
  /** the circle's own walking profile: used where a clause names none */
  readonly profile: ProfileName
  readonly residents: ResidentColumns
  readonly walks: Readonly<Partial<Record<ProfileName, Walk>>>
  /** places inside the boundary or the walkshed, each once */
  readonly places: readonly CirclePlace[]
  /**
   * Categories of which the county holds records at all. A category outside it with no place found is unknown, not
   * absent: nobody has looked.
   */
  readonly recordedCategories: readonly string[]
  /** per category: the nearest place that is not in the circle, with the walk from the circle's origin */
  readonly nearestBeyond: Readonly<Record<string, NearestPlace>>
  readonly facts: Readonly<Record<string, FactValue>>
  readonly surveys: Readonly<Record<string, SurveyAnswers>>
  readonly evidence: Readonly<Record<string, EvidenceRecord>>
}

/** One row per residential building; all columns have the same length. Residents may be fractions (from a raster). */
interface ResidentColumns {
  readonly buildingIds: readonly string[]
  /** per age group; a group the county does not know is left out */
  readonly groups: Readonly<Partial<Record<AgeGroup, readonly number[]>>> & { readonly total: readonly number[] }
  /** true: no walking line within 150 m; its residents are never counted as reached */
  readonly isOffNetwork: readonly boolean[]
}

export interface Walk {
  readonly speedMetresPerSecond: number
  /** per category one value per building row: seconds to the nearest place, null when none is reached */
  readonly seconds: Readonly<Record<string, readonly (number | null)[]>>
}

export interface CirclePlace {
  readonly id: string
  readonly name: string
  readonly categoryIds: readonly string[]
  readonly inBoundary: boolean
  readonly inWalkshed: boolean
  /** left out: not known */
  readonly isChain?: boolean
}

export interface NearestPlace {
  readonly placeId: string
  readonly name: string
  readonly seconds: number
}

export interface FactValue {
  readonly value: number | string | boolean | readonly string[]
  /** where it was taken from: a document, a form, a file */
  readonly ref: string
  /** YYYY-MM-DD */
  readonly asOf: string
}

export interface SurveyAnswers {
  readonly satisfied: number
  readonly answered: number
  /** sample, channel and scale in a few words: a satisfaction without its method means nothing */
  readonly method: string
  readonly ref: string
  readonly asOf: string
}

export interface EvidenceRecord {
  readonly status: 'submitted' | 'approved' | 'rejected'
  readonly ref: string
  readonly asOf: string
}

/** A fault of the caller, found before anything is computed: columns of unequal length, negative residents, … */
export function assertCircleInput(input: CircleInput): void {
  const { buildingIds, groups, isOffNetwork } = input.residents
  const rows = buildingIds.length
  const check = (holds: boolean, what: string) => {
    if (!holds) throw new RangeError(`circle ${input.circleId}: ${what}`)
  }
  check(new Set(buildingIds).size === rows, 'a building occurs twice')
  check(isOffNetwork.length === rows, `isOffNetwork has ${isOffNetwork.length} rows, not ${rows}`)
  for (const [group, column] of Object.entries(groups)) {
    check(column.length === rows, `residents ${group} has ${column.length} rows, not ${rows}`)
    check(
      column.every((count) => Number.isFinite(count) && count >= 0),
      `residents ${group} holds a negative or endless number`,
    )
  }
  for (const [profile, walk] of Object.entries(input.walks)) {
    for (const [category, column] of Object.entries(walk.seconds)) {
      check(column.length === rows, `${profile} seconds to ${category} has ${column.length} rows, not ${rows}`)
    }
  }
  check(new Set(input.places.map((place) => place.id)).size === input.places.length, 'a place occurs twice')
}
