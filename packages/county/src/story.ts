import type { Point } from './plane.ts'

export type Outcome = '提升示范类' | '基础保障类' | '差一两项' | '未达标'

export type SiteUse =
  | 'primary_school'
  | 'junior_high'
  | 'kindergarten'
  | 'park'
  | 'wet_market'
  | 'shopping_complex'
  | 'hospital'
  | 'health_center'
  | 'government'
  | 'cultural_center'
  | 'nursing_home'

export interface SiteWish {
  readonly use: SiteUse
  /** as near to this point as a suitable lot allows */
  readonly near?: Point
}

export interface ExtraWish {
  readonly category: string
  readonly count?: number
  /** at the free spot nearest to this point, else spread out */
  readonly near?: Point
}

export interface Story {
  /** the community's name without 居委会 */
  readonly name: string
  readonly intended: Outcome
  readonly isPilot: boolean
  readonly reason: string
  /** share of the usual number of shops and services */
  readonly supply: number
  /** categories that nobody offers inside its boundary */
  readonly without: readonly string[]
  readonly sites: readonly SiteWish[]
  /** shops and services beyond the usual number */
  readonly extras?: readonly ExtraWish[]
  readonly facts: {
    readonly centreM2: number
    readonly hasGuideMap: boolean
    readonly staff: number
    readonly missingServices: readonly string[]
    readonly hasPartly24h: boolean
    readonly commercialShare: number
    readonly isNewCommunity: boolean
    readonly satisfied: number
    readonly answers: number
    /** share of shops that belong to a chain */
    readonly chainShare: number
  }
}

/** A walled estate as large as its superblock, with a gate on its east side only (富豪社区). */
export const GREAT_COMPOUND: Point = [1910, -1400]

/** Nobody sells vegetables here, in whichever community: what makes the lake's far shore matter. */
export const WITHOUT_GREENGROCERS = {
  middle: [1400, -150],
  metres: 1000,
  categories: ['wet_market', 'fresh_supermarket'],
} satisfies {
  middle: Point
  metres: number
  categories: string[]
}
