import type { CircleMoves, GapMatrix, TiersOverTime } from '@xiayi/contract/county-figures'
import type { CountyDb } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { getStandard, tiersOf } from '../../standards/public.ts'
import { standingCircles } from '../evaluate.service.ts'
import { standingOf } from '../standing.ts'
import { briefFigureOf } from './brief-outcomes.ts'
import { type BriefEvaluation, briefsAtEndOf, evaluationDays, latestBriefs, tierMarks } from './figures.sql.ts'
import { dayToCompare, movesBetween } from './moves.rules.ts'
import { tiersByDay } from './tiers-over-time.rules.ts'
import { unitOf } from './trend.rules.ts'

const MOST_DAYS = 24

export async function tiersOverTime(county: CountyDb, standardId: string): Promise<TiersOverTime> {
  const { ruleSet } = await getStandard(county.db, standardId)
  const tiers = tiersOf(ruleSet)
  const days = tiersByDay(
    await tierMarks(county.db, ruleSet.id),
    await standingCircles(county.db),
    tiers.map(({ id }) => id),
  )
  return { standardId: ruleSet.id, tiers, days: days.slice(-MOST_DAYS), isCut: days.length > MOST_DAYS }
}

/**
 * Which circles stand otherwise than they did, and by which clauses.
 *
 * @throws Problem invalid-input when `from` is not before `to`
 */
export async function movesOfCircles(
  county: CountyDb,
  query: { readonly standardId: string; readonly from: string | undefined; readonly to: string | undefined },
): Promise<CircleMoves> {
  const { ruleSet } = await getStandard(county.db, query.standardId)
  const days = await evaluationDays(county.db, ruleSet.id)
  const to = query.to ?? days.at(-1)
  const from = query.from ?? (to === undefined ? undefined : dayToCompare(days, to))
  const head = { standardId: ruleSet.id, tiers: tiersOf(ruleSet), from: from ?? null, to: to ?? null }
  if (to === undefined) return { ...head, items: [], unmoved: { all: 0, urban: 0 } }
  if (from !== undefined && from >= to)
    throw new Problem('invalid-input', `“${from}”不早于“${to}”，没有可比的先后。请选较早的一天和较晚的一天。`, {
      errors: [{ where: 'querystring/from', message: '要早于 to' }],
    })
  const [circles, before, after] = await Promise.all([
    standingCircles(county.db),
    from === undefined ? [] : briefsAtEndOf(county.db, ruleSet.id, from),
    briefsAtEndOf(county.db, ruleSet.id, to),
  ])
  const byCircle = (rows: readonly BriefEvaluation[]) => new Map(rows.map((row) => [row.circleId, row]))
  return { ...head, ...movesBetween(circles, { before: byCircle(before), after: byCircle(after) }, ruleSet) }
}

/** Circles by clauses, as they stand. Clauses are those of the newest version; those that decide no tier come last. */
export async function gapMatrixOf(county: CountyDb, standardId: string): Promise<GapMatrix> {
  const standing = await standingOf(county.db, standardId, latestBriefs)
  const { ruleSet } = standing.standard
  const clauses = ruleSet.clauses.toSorted((a, b) => Number(a.tiers.length === 0) - Number(b.tiers.length === 0))
  const rows = [...standing.latest.values()]
  return {
    standardId: ruleSet.id,
    tiers: tiersOf(ruleSet),
    clauses: clauses.map(({ id, title, tiers }) => ({
      clauseId: id,
      title,
      tiers: [...tiers],
      unit: unitOf(rows.map(({ outcomes }) => outcomes.find(({ clauseId }) => clauseId === id))),
    })),
    circles: standing.circles.flatMap((circle) => {
      const row = standing.latest.get(circle.id)
      if (row === undefined) return []
      const outcomes = new Map(row.outcomes.map((outcome) => [outcome.clauseId, outcome]))
      const cells = clauses.map(({ id }) => {
        const outcome = outcomes.get(id)
        return outcome === undefined ? null : briefFigureOf(outcome)
      })
      const { id, name, isUrban, isPilot } = circle
      return [{ circleId: id, name, isUrban, isPilot, tierId: row.tierId, residents: row.residents, cells }]
    }),
  }
}
