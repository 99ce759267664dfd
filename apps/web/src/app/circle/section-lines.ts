import type {
  CircleComparison,
  CircleMissing,
  CirclePlaces,
  CircleResidents,
  CircleTrend,
} from '@xiayi/contract/circle-figures'
import type { Evaluation } from '@xiayi/contract/circles'
import { countWords, dayWords, shareWords } from '@xiayi/ui/format'

/** What each part of a circle's page holds, in one line: enough to know whether to open it. */

export function clausesLine({ passed, failed, unknown }: Pick<Evaluation, 'passed' | 'failed' | 'unknown'>): string {
  return `共 ${passed + failed + unknown} 项：未达标 ${failed}，说不准 ${unknown}，达标 ${passed}`
}

export function missingLine({ items }: Pick<CircleMissing, 'items'>): string {
  const first = items.find(({ state }) => state === 'fail')
  const failed = items.filter(({ state }) => state === 'fail').length
  const unasked = items.length - failed
  const parts = [
    ...(first === undefined
      ? []
      : [`要补 ${failed} 项，先补“${first.title}”，影响 ${shareWords(first.peopleAffected, first.residents, '人')}`]),
    ...(unasked === 0 ? [] : [`${unasked} 项还没有人查过`]),
  ]
  return parts.length === 0 ? '计入等级的条款都达标了，没有要补的' : parts.join('；')
}

export function compareLine({ items, medianOf }: Pick<CircleComparison, 'items' | 'medianOf'>): string {
  let better = 0
  let worse = 0
  for (const { own, median, comparison } of items) {
    if (own.value === null || median === null || own.value === median) continue
    if (own.value > median === (comparison === 'at-least')) better++
    else worse++
  }
  return `和${medianOf.label}的中位数比：${better} 项更好，${worse} 项更差`
}

export function placesLine({ items, withinMinutes }: Pick<CirclePlaces, 'items' | 'withinMinutes'>): string {
  const kinds = new Set(items.flatMap(({ categoryIds }) => categoryIds)).size
  return `圈内或步行 ${withinMinutes} 分钟内 ${countWords(items.length)} 处，${kinds} 类`
}

export function peopleLine({ residents, over60, under15 }: CircleResidents): string {
  const old = shareWords(over60, residents, '人')
  return `${countWords(residents)} 人；60 岁及以上 ${old}，15 岁以下 ${shareWords(under15, residents, '人')}`
}

export function historyLine({ marks, clauses }: Pick<CircleTrend, 'marks' | 'clauses'>): string {
  const last = marks.at(-1)
  if (last === undefined) return '还没有评价过'
  const times = `评价过 ${marks.length} 次，最近 ${dayWords(last.evaluatedAt)}`
  if (marks.length < 2) return times
  const flipped = clauses.filter(({ points }) => points.at(-1)?.state !== points.at(-2)?.state).length
  return `${times}；与上一次比，${flipped === 0 ? '没有条款变了结论' : `${flipped} 条变了结论`}`
}
