import type { TargetHistory } from '@xiayi/contract/circles'
import { countWords, dayWords } from '@xiayi/ui/format'

/** Where a target's two numbers come from. */
export type TargetOrigin = {
  /** the promise that holds; undefined while it is being read */
  promise: TargetHistory['items'][number] | undefined
  standardTitle: string
  evaluatedAt: string | null
}

/** The denominator of a survey is what was answered: the county fixes how it is counted, not how many. */
export function baseOf(
  target: { denominator: number; denominatorLabel: string; fixedAt: string },
  { promise }: Pick<TargetOrigin, 'promise'>,
): string {
  const { denominator, denominatorLabel, fixedAt } = target
  const who = promise?.by ?? null
  const by = who === null ? '' : `，${who}登记`
  return promise?.kind === 'satisfaction'
    ? `分母：${denominatorLabel} ${countWords(denominator)} 份，收到多少算多少；这样数是${dayWords(fixedAt)}确定的${by}`
    : `分母：${denominatorLabel}，${dayWords(fixedAt)}确定${by}`
}

export function sourceOf({ promise, standardTitle, evaluatedAt }: TargetOrigin): string {
  const on = evaluatedAt === null ? '还没有评价' : `${dayWords(evaluatedAt)}的评价`
  return promise?.kind === 'satisfaction'
    ? `分子来自：各圈登记的满意度问卷，${on}`
    : `分子来自：${on}，${standardTitle}`
}
