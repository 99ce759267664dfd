import type { CommunityFacts } from './example-county.ts'
import { factsAt } from './history.ts'
import type { Story } from './story.ts'

/** The ten groups of services a convenience service centre offers (the county's plan, section 三(一)). */
export const TEN_SERVICES = [
  '购物',
  '家政',
  '办证',
  '医疗',
  '就学',
  '文体',
  '日间照料',
  '妇幼服务',
  '志愿服务',
  '物流配送',
] as const

/** What is counted in the drawing and stays the same over the months. */
export interface Housing {
  readonly households: number
  /** m² */
  readonly floorM2: number
}

/** Invented records of one circle at the end of a day, keyed as the rule sets in `standards/` name them. */
export function factsOf(story: Story, housing: Housing, on: string): CommunityFacts {
  const { households, floorM2: residentialFloorM2 } = housing
  const facts = factsAt(story, on)
  const isUnready = story.intended === '未达标'
  const commercialFloorM2 = Math.round((residentialFloorM2 * facts.commercialShare) / (1 - facts.commercialShare))
  const perHundred = story.intended === '提升示范类' ? 38 : isUnready ? 9 : 31
  return {
    recordedOn: on,
    values: {
      'centre.floorAreaM2': facts.centreM2,
      'centre.hasSign': !isUnready,
      'centre.hasGuideMap': facts.hasGuideMap,
      'centre.staff': facts.staff,
      'centre.hasRules': !isUnready,
      'centre.services': TEN_SERVICES.filter((service) => !facts.missingServices.includes(service)),
      'centre.has24hFunctions': facts.hasPartly24h,
      'centre.hasOnlinePlatform': !isUnready,
      'town.elderCareCentres': 1,
      'community.isNew': facts.isNewCommunity,
      'community.commercialFloorM2': commercialFloorM2,
      'community.totalFloorM2': residentialFloorM2 + commercialFloorM2,
      'community.serviceFloorM2': Math.round((households / 100) * perHundred),
      'community.households': households,
    },
    surveys: {
      'residents.satisfaction': {
        satisfied: facts.satisfied,
        answered: facts.answers,
        method: '入户抽样，五级量表，答满意及以上',
      },
    },
    evidence: {
      ...(story.isPilot || story.intended === '提升示范类' ? { 'circle.plan': 'approved' } : {}),
      ...(isUnready ? {} : { 'circle.sign': story.isPilot ? 'approved' : 'submitted' }),
    },
  }
}
