import type { CircleInput, CirclePlace } from './circle-input.ts'
import { nearestBeyond } from './coverage.rules.ts'
import type { EvidenceRef, RuleOutcome, ToPass } from './outcome.ts'
import type { CountInCircleRule, DistinctTypesRule, Within } from './rule-set.ts'

export function evaluateCount(rule: CountInCircleRule, input: CircleInput): RuleOutcome {
  const found = placesWithin(input, rule.within, rule.anyOf)
  const unrecorded = unrecordedOf(rule.anyOf, input)
  const state = found.length >= rule.min ? 'pass' : unrecorded.length > 0 ? 'unknown' : 'fail'
  return {
    ruleKind: 'countInCircle',
    state,
    figure: {
      numerator: found.length,
      denominator: null,
      value: found.length,
      threshold: rule.min,
      comparison: 'at-least',
      unit: '处',
    },
    evidence: found.map(placeRef),
    toPass: state === 'pass' ? null : countToPass(rule, found.length, unrecorded, input),
  }
}

function countToPass(
  rule: CountInCircleRule,
  found: number,
  unrecorded: readonly string[],
  input: CircleInput,
): ToPass {
  const open: ToPass = {
    kind: 'open-places',
    anyOf: rule.anyOf,
    missing: rule.min - found,
    nearest: nearestBeyond(rule.anyOf, input),
  }
  if (unrecorded.length === 0) return open
  const supply: ToPass = {
    kind: 'supply',
    missing: unrecorded.map((categoryId) => ({ kind: 'category', categoryId })),
  }
  return { kind: 'one-of', parts: [supply, open] }
}

/**
 * Present types are certain, unrecorded ones may or may not be there: the gate passes when the present ones suffice,
 * fails when even all unrecorded ones would not, and is unknown in between.
 */
export function evaluateDistinctTypes(rule: DistinctTypesRule, input: CircleInput): RuleOutcome {
  const found = placesWithin(input, rule.within, rule.of)
  const presentIds = new Set(found.flatMap((place) => place.categoryIds))
  const present = rule.of.filter((category) => presentIds.has(category))
  const absent = rule.of.filter((category) => !presentIds.has(category))
  const unrecorded = unrecordedOf(absent, input)
  const mayReach = present.length + unrecorded.length >= rule.min
  const state = present.length >= rule.min ? 'pass' : mayReach ? 'unknown' : 'fail'
  return {
    ruleKind: 'distinctTypes',
    state,
    figure: {
      numerator: present.length,
      denominator: rule.of.length,
      value: present.length,
      threshold: rule.min,
      comparison: 'at-least',
      unit: '类',
    },
    evidence: present.map((category) => oneOf(category, found)),
    toPass: state === 'pass' ? null : { kind: 'open-types', missing: rule.min - present.length, absent, unrecorded },
  }
}

/** One witness per type: the place with the smallest id, so that the row order of places does not show. */
function oneOf(category: string, places: readonly CirclePlace[]): EvidenceRef {
  const witness = places.find((place) => place.categoryIds.includes(category))
  return { kind: 'category', ref: category, label: witness?.name ?? '' }
}

/** The places of any of the categories (all places when none is given), ordered by id. */
export function placesWithin(
  input: CircleInput,
  within: Within | undefined,
  categories: readonly string[] | undefined,
): CirclePlace[] {
  return input.places
    .filter((place) => isWithin(place, within ?? 'circle'))
    .filter((place) => categories === undefined || place.categoryIds.some((id) => categories.includes(id)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function isWithin(place: CirclePlace, within: Within): boolean {
  if (within === 'boundary') return place.inBoundary
  if (within === 'walkshed') return place.inWalkshed
  return place.inBoundary || place.inWalkshed
}

function unrecordedOf(categories: readonly string[], input: CircleInput): string[] {
  return categories.filter((category) => !input.recordedCategories.includes(category))
}

function placeRef(place: CirclePlace): EvidenceRef {
  return { kind: 'place', ref: place.id, label: place.name }
}
