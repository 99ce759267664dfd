import type { Preview } from '@xiayi/contract/scenarios'
import type { StreetModel } from '../places/public.ts'
import type { ClauseOutcome, EvaluationResult, RuleSet } from '../standards/public.ts'

type People = Pick<StreetModel['buildings'], 'count' | 'under15' | 'from15to59' | 'over60'>

/** One category's reach before and after, a byte a home: 1 within. Homes that are yet to be built come after the others. */
export interface Reach {
  readonly categoryId: string
  /** u8[homes of today] */
  readonly before: Uint8Array
  /** u8[homes of the plan] */
  readonly after: Uint8Array
}

export function withinLimit(ms: Int32Array, limitMs: number): Uint8Array {
  const within = new Uint8Array(ms.length)
  // A plain loop: `from` with a function takes twenty times as long, and this runs for every home at every step of a drag.
  for (let home = 0; home < ms.length; home++) if ((ms[home] ?? limitMs + 1) <= limitMs) within[home] = 1
  return within
}

export function isSameReach({ before, after }: Reach): boolean {
  return before.length === after.length && before.every((is, home) => is === after[home])
}

/** People within reach of one category before and after, and those who come and go by age; `people` are those of the plan. */
export function categoryCounts(people: People, { categoryId, before, after }: Reach): Preview['changes'][number] {
  const gained = { under15: 0, from15to59: 0, over60: 0 }
  const lost = { under15: 0, from15to59: 0, over60: 0 }
  const sums = { residentsBefore: 0, residentsAfter: 0, residents: 0, residentsPlanned: 0 }
  for (let b = 0; b < people.count; b++) {
    const under15 = people.under15[b] ?? 0
    const from15to59 = people.from15to59[b] ?? 0
    const over60 = people.over60[b] ?? 0
    const all = under15 + from15to59 + over60
    const isPlanned = b >= before.length
    const was = before[b] === 1
    const is = after[b] === 1
    sums.residentsPlanned += all
    if (!isPlanned) sums.residents += all
    if (was) sums.residentsBefore += all
    if (is) sums.residentsAfter += all
    if (was === is || isPlanned) continue
    const side = is ? gained : lost
    side.under15 += under15
    side.from15to59 += from15to59
    side.over60 += over60
  }
  return { categoryId, ...sums, gainedOver60: gained.over60 - lost.over60, gained, lost }
}

export interface CirclePeople {
  readonly residentsBefore: number
  readonly residentsAfter: number
}

/** People of each circle within reach, summed over categories. */
export function circleReach(
  people: People,
  circles: readonly { circle: { id: string }; rows: Int32Array }[],
  reaches: readonly Reach[],
): ReadonlyMap<string, CirclePeople> {
  return new Map(
    circles.map(({ circle, rows }) => {
      let residentsBefore = 0
      let residentsAfter = 0
      for (const row of rows) {
        const all = peopleOf(people, row)
        for (const { before, after } of reaches) {
          if (before[row] === 1) residentsBefore += all
          if (after[row] === 1) residentsAfter += all
        }
      }
      return [circle.id, { residentsBefore, residentsAfter }]
    }),
  )
}

/** People of some homes, those of today and with the planned ones. */
export function residentsOf(
  people: People,
  rows: Int32Array,
  homesToday: number,
): { residents: number; residentsPlanned: number } {
  let residents = 0
  let residentsPlanned = 0
  for (const row of rows) {
    const all = peopleOf(people, row)
    residentsPlanned += all
    if (row < homesToday) residents += all
  }
  return { residents, residentsPlanned }
}

function peopleOf(people: People, row: number): number {
  return (people.under15[row] ?? 0) + (people.from15to59[row] ?? 0) + (people.over60[row] ?? 0)
}

type ClauseChange = Preview['circles'][number]['clauses'][number]

/** Clauses whose state or figure is another, in the order of the set. */
export function flippedClauses(ruleSet: RuleSet, before: EvaluationResult, after: EvaluationResult): ClauseChange[] {
  if (before === after) return []
  return ruleSet.clauses.flatMap((clause, at) => {
    const was = before.clauses[at]
    const is = after.clauses[at]
    if (was === undefined || is === undefined || was === is) return []
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
  circles: readonly { before: EvaluationResult; after: EvaluationResult }[],
): Preview['county'] {
  const count = (tierId: string | null) => ({
    before: circles.filter(({ before }) => before.tierId === tierId).length,
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
