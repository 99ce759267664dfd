import type { CircleReply, ClauseResult, Evaluation } from '@xiayi/contract/circles'
import type { PaperMeta } from '@xiayi/paper/document'
import type { Tone } from '@xiayi/paper/ink'
import { dayTimeWords, speedWords } from '@xiayi/ui/format'
import { type TierLook, tierLook } from '@xiayi/ui/tier-look'
import type { ReportFacts } from '../report-facts.ts'

export const stateLooks = {
  fail: { tone: 'fail', word: '未达标' },
  unknown: { tone: 'unknown', word: '说不准' },
  pass: { tone: 'pass', word: '达标' },
  'not-applicable': { tone: 'lake', word: '不适用' },
} as const satisfies Record<ClauseResult['state'], { tone: Tone; word: string }>

/** What fails first, what nobody knows next: the order of the screen. */
export const stateOrder = ['fail', 'unknown', 'pass', 'not-applicable'] as const

function speedOf(facts: ReportFacts): string {
  const profiles = new Map(
    facts.circles.flatMap(({ circle: { evaluation } }) =>
      evaluation === null
        ? []
        : [[speedWords(evaluation.profile, evaluation.speedMetresPerSecond), evaluation] as const],
    ),
  )
  return profiles.size === 0 ? `步速 ${facts.summary.speedMetresPerSecond} 米/秒` : [...profiles.keys()].join('、')
}

export function metaOf(facts: ReportFacts, title: string): PaperMeta {
  return {
    title,
    owner: facts.countyName,
    source: facts.source,
    date: `数据第 ${facts.revision} 版，读取于 ${dayTimeWords(facts.readAt)}`,
    speed: speedOf(facts),
    isExample: facts.isExample,
    createdAt: new Date(facts.readAt),
  }
}

export function lookOf(circle: CircleReply): TierLook {
  return tierLook(circle.evaluation?.tiers ?? [], circle.tierId, circle.isEvaluated)
}

export function tierNamesOf(clause: ClauseResult, evaluation: Evaluation): string {
  const names = evaluation.tiers.filter((tier) => clause.tiers.includes(tier.id)).map((tier) => tier.name)
  return names.length === 0 ? '参考' : names.join('、')
}

export function citedOf({ source: { document, section } }: ClauseResult): string {
  return section === null ? document : `${document} ${section}`
}

export function placeWords(circle: CircleReply): string {
  return [circle.townName, circle.communityNames.join('、')]
    .filter((part): part is string => part !== null && part !== '')
    .join(' · ')
}
