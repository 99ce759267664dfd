import type { CircleInput, NearestPlace } from './circle-input.ts'
import type { Missing, ReachDetail, RuleOutcome, ToPass } from './outcome.ts'
import type { CoverageRule } from './rule-set.ts'

const LEFT_OUT_SHOWN = 10

/**
 * Residents are summed as whole thousandths: exact, so neither the order of rows nor the machine changes a sum.
 */
const THOUSANDTHS = 1000

export function evaluateCoverage(rule: CoverageRule, input: CircleInput): RuleOutcome {
  const group = rule.group ?? 'total'
  const profile = rule.profile ?? input.profile
  const weights = input.residents.groups[group]
  const walk = input.walks[profile]
  const all = sumOf(input.residents.groups.total)
  if (weights === undefined || all === 0) return undecided([{ kind: 'residents', group }])
  if (walk === undefined) return undecided([{ kind: 'walk', profile }])
  const people = sumOf(weights)
  if (people === 0) return { ruleKind: 'coverage', state: 'not-applicable', figure: null, evidence: [], toPass: null }

  const columns = rule.anyOf.map((category) => walk.seconds[category]).filter((column) => column !== undefined)
  const unknown = rule.anyOf.filter((category) => walk.seconds[category] === undefined)
  const tally = tallyOf(rule, input, weights, columns)
  const reached = tally.reached / THOUSANDTHS
  const share = tally.reached / people
  const missing: Missing[] = unknown.map((categoryId) => ({ kind: 'category', categoryId }))
  const reach = reachToPass(rule, input, tally, people)
  const remedy: ToPass = missing.length === 0 ? reach : { kind: 'one-of', parts: [{ kind: 'supply', missing }, reach] }
  const state = share >= rule.min ? 'pass' : unknown.length > 0 ? 'unknown' : 'fail'
  return {
    ruleKind: 'coverage',
    state,
    figure: {
      numerator: reached,
      denominator: people / THOUSANDTHS,
      value: share,
      threshold: rule.min,
      comparison: 'at-least',
      unit: '比例',
    },
    evidence: placesOf(rule, input),
    toPass: state === 'pass' ? null : remedy,
    reach: { ...tally.detail, minutes: rule.minutes, group, profile, speedMetresPerSecond: walk.speedMetresPerSecond },
  }
}

interface Tally {
  readonly reached: number
  readonly detail: Pick<ReachDetail, 'buildings' | 'buildingsReached' | 'residentsOffNetwork' | 'leftOut'>
}

function tallyOf(
  rule: CoverageRule,
  input: CircleInput,
  weights: readonly number[],
  columns: readonly (readonly (number | null)[])[],
): Tally {
  const limit = rule.minutes * 60
  const leftOut: { buildingId: string; residents: number; seconds: number | null }[] = []
  let reached = 0
  let offNetwork = 0
  let buildings = 0
  let buildingsReached = 0
  input.residents.buildingIds.forEach((buildingId, row) => {
    const people = Math.round((weights[row] ?? 0) * THOUSANDTHS)
    if (people === 0) return
    buildings += 1
    const isOff = input.residents.isOffNetwork[row] === true
    if (isOff) offNetwork += people
    const seconds = isOff ? null : nearest(columns, row)
    if (seconds !== null && seconds <= limit) {
      reached += people
      buildingsReached += 1
      return
    }
    leftOut.push({ buildingId, residents: people / THOUSANDTHS, seconds })
  })
  leftOut.sort((a, b) => b.residents - a.residents || (a.buildingId < b.buildingId ? -1 : 1))
  return {
    reached,
    detail: {
      buildings,
      buildingsReached,
      residentsOffNetwork: offNetwork / THOUSANDTHS,
      leftOut: leftOut.slice(0, LEFT_OUT_SHOWN),
    },
  }
}

function nearest(columns: readonly (readonly (number | null)[])[], row: number): number | null {
  let best: number | null = null
  for (const column of columns) {
    const seconds = column[row] ?? null
    if (seconds !== null && (best === null || seconds < best)) best = seconds
  }
  return best
}

function reachToPass(rule: CoverageRule, input: CircleInput, tally: Tally, people: number): ToPass {
  return {
    kind: 'reach',
    anyOf: rule.anyOf,
    minutes: rule.minutes,
    group: rule.group ?? 'total',
    residentsMissing: residentsMissing(rule.min, people, tally.reached),
    buildingsLeftOut: tally.detail.buildings - tally.detail.buildingsReached,
    nearest: nearestBeyond(rule.anyOf, input),
  }
}

/** Whole residents that must be added to reach the share; the smallest number for which the clause passes. */
function residentsMissing(min: number, people: number, reached: number): number {
  let missing = Math.max(1, Math.floor((min * people - reached) / THOUSANDTHS))
  while ((reached + missing * THOUSANDTHS) / people < min && reached + missing * THOUSANDTHS < people) missing += 1
  return missing
}

export function nearestBeyond(categories: readonly string[], input: CircleInput): NearestPlace | null {
  let best: NearestPlace | null = null
  for (const category of categories) {
    const next = input.nearestBeyond[category]
    if (next === undefined) continue
    const isNearer =
      best === null || next.seconds < best.seconds || (next.seconds === best.seconds && next.placeId < best.placeId)
    if (isNearer) best = next
  }
  return best
}

function placesOf(rule: CoverageRule, input: CircleInput) {
  return input.places
    .filter((place) => place.categoryIds.some((id) => rule.anyOf.includes(id)))
    .map((place) => ({ kind: 'place' as const, ref: place.id, label: place.name }))
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1))
}

function undecided(missing: readonly Missing[]): RuleOutcome {
  return {
    ruleKind: 'coverage',
    state: 'unknown',
    figure: null,
    evidence: [],
    toPass: { kind: 'supply', missing },
  }
}

function sumOf(column: readonly number[]): number {
  let sum = 0
  for (const value of column) sum += Math.round(value * THOUSANDTHS)
  return sum
}

export function residentsOf(column: readonly number[]): number {
  return sumOf(column) / THOUSANDTHS
}
