import type { TargetRow } from './targets.sql.ts'

/** What the county's targets are measured from: one line per circle that counts towards the denominator. */
export interface CircleStanding {
  readonly isPilot: boolean
  readonly isUrban: boolean
  readonly isEvaluated: boolean
  /** order of the tier met; 0 when none is */
  readonly tierOrder: number
  /** communities the circle covers: the denominator counts communities, not circles */
  readonly communities: number
  readonly satisfaction: { readonly satisfied: number; readonly answered: number } | undefined
}

export interface TargetFinding {
  readonly numerator: number | null
  /** what the share is taken of: the fixed count of communities, or the answers of the surveys */
  readonly denominator: number
  readonly value: number | null
  readonly isMet: boolean | null
  readonly finding: string
}

/** A share is of the denominator that the county fixed, never of what happens to be in the database. */
export function measureTarget(
  target: TargetRow,
  circles: readonly CircleStanding[],
  tierOrders: Readonly<Record<string, number>>,
): TargetFinding {
  if (target.kind === 'satisfaction') return measureSatisfaction(target, circles)
  const wanted = target.tierId === null ? 1 : (tierOrders[target.tierId] ?? Number.POSITIVE_INFINITY)
  const counted = circles.filter((circle) => (target.kind === 'pilots' ? circle.isPilot : circle.isUrban))
  const evaluated = counted.filter((circle) => circle.isEvaluated)
  if (evaluated.length === 0)
    return {
      numerator: null,
      denominator: target.denominator,
      value: null,
      isMet: null,
      finding: '还没有评估，暂无数字。',
    }
  const numerator = evaluated
    .filter((circle) => circle.tierOrder >= wanted)
    .reduce((sum, circle) => sum + (target.kind === 'pilots' ? 1 : circle.communities), 0)
  const value = target.kind === 'pilots' ? numerator : numerator / target.denominator
  const isMet = value >= target.goal
  const short =
    target.kind === 'pilots' ? target.goal - numerator : Math.ceil(target.goal * target.denominator - 1e-9) - numerator
  const unit = target.kind === 'pilots' ? '个生活圈' : '个社区'
  return {
    numerator,
    denominator: target.denominator,
    value,
    isMet,
    finding: isMet ? '已达到目标。' : `还差 ${short} ${unit}。`,
  }
}

function measureSatisfaction(target: TargetRow, circles: readonly CircleStanding[]): TargetFinding {
  let satisfied = 0
  let answered = 0
  for (const { satisfaction } of circles) {
    satisfied += satisfaction?.satisfied ?? 0
    answered += satisfaction?.answered ?? 0
  }
  if (answered === 0)
    return { numerator: null, denominator: 0, value: null, isMet: null, finding: '还没有满意度调查。' }
  const value = satisfied / answered
  const isMet = value >= target.goal
  const missing = Math.ceil(target.goal * answered - 1e-9) - satisfied
  return {
    numerator: satisfied,
    denominator: answered,
    value,
    isMet,
    finding: isMet ? '已达到目标。' : `按已答 ${answered} 份算，还差 ${missing} 份满意。`,
  }
}
