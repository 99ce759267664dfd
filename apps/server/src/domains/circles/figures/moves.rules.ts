import type { CircleMove, CircleMoves } from '@xiayi/contract/county-figures'
import { MOVE_DIRECTIONS } from '@xiayi/contract/county-figures'
import type { RuleSet } from '../../standards/public.ts'
import type { BriefEvaluation } from './figures.sql.ts'
import { markOf } from './trend.rules.ts'

interface MovedCircle {
  readonly id: string
  readonly name: string
  readonly isUrban: boolean
  readonly isPilot: boolean
}

type Standing = ReadonlyMap<string, BriefEvaluation>

/** Circles whose tier or clauses are not what they were; the worst news first. */
export function movesBetween(
  circles: readonly MovedCircle[],
  standings: { readonly before: Standing; readonly after: Standing },
  ruleSet: RuleSet,
): Pick<CircleMoves, 'items' | 'unmoved'> {
  const orders = new Map(ruleSet.tiers.map(({ id, order }) => [id, order]))
  const items: CircleMove[] = []
  const unmoved = { all: 0, urban: 0 }
  for (const { id, name, isUrban, isPilot } of circles) {
    const before = standings.before.get(id)
    const after = standings.after.get(id)
    if (after === undefined) continue
    const flips = before === undefined ? [] : flipsOf(before, after, ruleSet)
    const direction = directionOf(before, after, orders)
    if (direction === 'level' && flips.length === 0) {
      unmoved.all++
      if (isUrban) unmoved.urban++
    } else
      items.push({
        circleId: id,
        name,
        isUrban,
        isPilot,
        residents: after.residents,
        direction,
        before: before === undefined ? null : markOf(before),
        after: markOf(after),
        flips,
      })
  }
  const rank = (move: CircleMove) => MOVE_DIRECTIONS.indexOf(move.direction)
  return { items: items.sort((a, b) => rank(a) - rank(b) || b.residents - a.residents), unmoved }
}

function directionOf(
  before: BriefEvaluation | undefined,
  after: BriefEvaluation,
  orders: ReadonlyMap<string, number>,
): CircleMove['direction'] {
  if (before === undefined) return 'first'
  const orderOf = ({ tierId }: BriefEvaluation) => (tierId === null ? 0 : (orders.get(tierId) ?? 0))
  const step = orderOf(after) - orderOf(before)
  return step < 0 ? 'fell' : step > 0 ? 'rose' : 'level'
}

/** In the order of the standard. */
function flipsOf(before: BriefEvaluation, after: BriefEvaluation, ruleSet: RuleSet): CircleMove['flips'] {
  const stateIn = ({ outcomes }: BriefEvaluation) => new Map(outcomes.map(({ clauseId, state }) => [clauseId, state]))
  const [was, is] = [stateIn(before), stateIn(after)]
  return ruleSet.clauses.flatMap(({ id, title }) =>
    was.get(id) === is.get(id) ? [] : [{ clauseId: id, title, before: was.get(id) ?? null, after: is.get(id) ?? null }],
  )
}

/**
 * The day to compare a day with: the last one in an earlier quarter, so that a county that evaluates every night is still held
 * against last quarter; else the day before.
 *
 * @param days YYYY-MM-DD, ascending
 */
export function dayToCompare(days: readonly string[], to: string): string | undefined {
  const earlier = days.filter((day) => day < to)
  return earlier.findLast((day) => quarterOf(day) < quarterOf(to)) ?? earlier.at(-1)
}

/** Rises by one from quarter to quarter. */
function quarterOf(day: string): number {
  return Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}
