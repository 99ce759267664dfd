import type { ClauseResult } from '@xiayi/contract/circles'

export { figureWords, findingWords, originWords, standardMark } from '@xiayi/ui/figure-words'

export type ClauseState = ClauseResult['state']

/** In the order a reader needs them: what fails first, what nobody knows next. */
export const clauseGroups = [
  { state: 'fail', word: '未达标', tone: 'fail', icon: 'close' },
  { state: 'unknown', word: '说不准', tone: 'unknown', icon: 'question' },
  { state: 'pass', word: '达标', tone: 'pass', icon: 'tick' },
  { state: 'not-applicable', word: '不适用', tone: 'unknown', icon: 'dash' },
] as const satisfies readonly { state: ClauseState; word: string; tone: string; icon: string }[]
