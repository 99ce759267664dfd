import type { Preview } from '@xiayi/contract/scenarios'
import type { StreetModel } from '../places/public.ts'
import type { ClauseOutcome, EvaluationResult, RuleSet } from '../standards/public.ts'

interface Columns {
  /** ms by building */
  readonly before: Int32Array
  readonly after: Int32Array
}

/** People within reach of one category before and after, and those who come and go by age. */
export function categoryCounts(
  { buildings }: Pick<StreetModel, 'buildings'>,
  { categoryId, before, after }: Columns & { categoryId: string },
  limitMs: number,
): Preview['changes'][number] {
  const gained = { under15: 0, from15to59: 0, over60: 0 }
  const lost = { under15: 0, from15to59: 0, over60: 0 }
  let residents = 0
  let residentsBefore = 0
  let residentsAfter = 0
  for (let b = 0; b < buildings.count; b++) {
    const under15 = buildings.under15[b] ?? 0
    const from15to59 = buildings.from15to59[b] ?? 0
    const over60 = buildings.over60[b] ?? 0
    const people = under15 + from15to59 + over60
    const was = (before[b] ?? 0) <= limitMs
    const is = (after[b] ?? 0) <= limitMs
    residents += people
    if (was) residentsBefore += people
    if (is) residentsAfter += people
    if (was === is) continue
    const side = is ? gained : lost
    side.under15 += under15
    side.from15to59 += from15to59
    side.over60 += over60
  }
  const gainedOver60 = gained.over60 - lost.over60
  return { categoryId, residents, residentsBefore, residentsAfter, gainedOver60, gained, lost }
}

interface CirclePeople {
  residentsBefore: number
  residentsAfter: number
  residents: number
}

/** People of each circle within reach, summed over the categories asked for; `residents` are counted once. */
export function circleCounts(
  { buildings }: Pick<StreetModel, 'buildings'>,
  { circles }: { circles: readonly { circle: { id: string }; rows: Int32Array }[] },
  columns: readonly Columns[],
  limitMs: number,
): ReadonlyMap<string, CirclePeople> {
  return new Map(
    circles.map(({ circle, rows }) => {
      const sum = { residentsBefore: 0, residentsAfter: 0, residents: 0 }
      for (const row of rows) {
        const people = (buildings.under15[row] ?? 0) + (buildings.from15to59[row] ?? 0) + (buildings.over60[row] ?? 0)
        sum.residents += people
        for (const { before, after } of columns) {
          if ((before[row] ?? 0) <= limitMs) sum.residentsBefore += people
          if ((after[row] ?? 0) <= limitMs) sum.residentsAfter += people
        }
      }
      return [circle.id, sum]
    }),
  )
}

type ClauseChange = Preview['circles'][number]['clauses'][number]

/** Clauses whose state or figure is another, in the order of the set. */
export function flippedClauses(ruleSet: RuleSet, before: EvaluationResult, after: EvaluationResult): ClauseChange[] {
  if (before === after) return []
  return ruleSet.clauses.flatMap((clause, at) => {
    const was = before.clauses[at]
    const is = after.clauses[at]
    if (was === undefined || is === undefined) return []
    const figures = { figureBefore: figureOf(was), figureAfter: figureOf(is) }
    const isSame =
      was.state === is.state && JSON.stringify(figures.figureBefore) === JSON.stringify(figures.figureAfter)
    if (isSame) return []
    return [{ clauseId: clause.id, title: clause.title, before: was.state, after: is.state, ...figures }]
  })
}

function figureOf({ figure }: ClauseOutcome): ClauseChange['figureBefore'] {
  return figure === null ? null : { ...figure, valueAtMost: figure.valueAtMost ?? null }
}

/** How many circles stand on each tier, before and after. */
export function countyTiers(
  ruleSet: RuleSet,
  circles: readonly { circle: { result: EvaluationResult }; after: EvaluationResult }[],
): Preview['county'] {
  const count = (tierId: string | null) => ({
    before: circles.filter(({ circle }) => circle.result.tierId === tierId).length,
    after: circles.filter(({ after }) => after.tierId === tierId).length,
  })
  return {
    standardId: ruleSet.id,
    standardVersion: ruleSet.version,
    circles: circles.length,
    tiers: ruleSet.tiers
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, name }) => ({ tierId: id, name, ...count(id) })),
    withoutTier: count(null),
  }
}
