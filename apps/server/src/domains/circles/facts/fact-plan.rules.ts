import { isDeepStrictEqual } from 'node:util'
import type { FactChannel, FactRow, FactWrite } from './facts.sql.ts'

export interface WantedFact {
  readonly circleId: string
  readonly key: string
  readonly value: unknown
  readonly evidence: string | null
  readonly observedOn: string
  /** the version the writer looked at, 0 for none; left out by programs that write what they know */
  readonly basedOn?: number
}

export interface FactConflict {
  /** index into what was wanted */
  readonly at: number
  readonly wanted: WantedFact
  readonly current: FactRow
}

export interface FactPlan {
  readonly writes: readonly FactWrite[]
  readonly unchanged: number
  readonly conflicts: readonly FactConflict[]
}

/**
 * What a list of facts comes to against what is recorded. The same again is no change, whatever it was based on: who sends
 * once more what had arrived already is no second clerk. Anything else on an old version is a conflict.
 */
export function planFacts(
  current: readonly FactRow[],
  wanted: readonly WantedFact[],
  how: { readonly by: string | null; readonly channel: FactChannel },
): FactPlan {
  const known = new Map(current.map((row) => [addressOf(row), row]))
  const writes: FactWrite[] = []
  const conflicts: FactConflict[] = []
  let unchanged = 0
  for (const [at, fact] of wanted.entries()) {
    const row = known.get(addressOf(fact))
    const { circleId, key, value, evidence, observedOn } = fact
    if (row === undefined ? value === null : isSameFact(row, fact)) unchanged++
    else if (row !== undefined && fact.basedOn !== undefined && fact.basedOn !== row.version)
      conflicts.push({ at, wanted: fact, current: row })
    else writes.push({ circleId, key, value, evidence, observedOn, ...how, version: (row?.version ?? 0) + 1 })
  }
  return { writes, unchanged, conflicts }
}

export function addressOf(fact: { readonly circleId: string; readonly key: string }): string {
  return `${fact.circleId} ${fact.key}`
}

export function isSameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b)
}

function isSameFact(row: FactRow, wanted: WantedFact): boolean {
  return (
    isSameValue(row.value, wanted.value) && row.evidence === wanted.evidence && row.observedOn === wanted.observedOn
  )
}
