import type { CircleFact, FactGrid } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { isStale } from './fact-words.ts'

export interface GridFilter {
  /** id of a clause: only the questions that it asks */
  readonly clause: string | null
  /** part of a circle's or a town's name */
  readonly text: string
  /** only questions and circles of which something is not known */
  readonly isUnknownOnly: boolean
}

export interface GridRow {
  readonly circle: FactGrid['circles'][number]
  readonly facts: ReadonlyMap<string, CircleFact>
  /** of the questions shown: how many nobody knows or only knew too long ago */
  readonly missing: number
}

export interface GridView {
  readonly questions: readonly StandardQuestion[]
  readonly rows: readonly GridRow[]
  readonly known: number
  readonly asked: number
}

/** The part of the county's facts that somebody wants to see. Counts are of what is shown. */
export function gridView(grid: FactGrid, all: readonly StandardQuestion[], filter: GridFilter, now: number): GridView {
  const asked = all.filter(({ clauses }) => filter.clause === null || clauses.some(({ id }) => id === filter.clause))
  const byCircle = new Map<string, Map<string, CircleFact>>()
  for (const { circleId, ...fact } of grid.facts) {
    const facts = byCircle.get(circleId) ?? new Map<string, CircleFact>()
    facts.set(fact.key, fact)
    byCircle.set(circleId, facts)
  }
  const text = filter.text.trim()
  const rows = grid.circles
    .toSorted((a, b) => Number(b.isPilot) - Number(a.isPilot))
    .filter(({ name, townName }) => `${name} ${townName ?? ''}`.includes(text))
    .map((circle): GridRow => {
      const facts = byCircle.get(circle.id) ?? new Map<string, CircleFact>()
      return {
        circle,
        facts,
        missing: asked.filter((question) => !isKnown(facts.get(question.key), question, now)).length,
      }
    })
  const shown = filter.isUnknownOnly ? rows.filter((row) => row.missing > 0) : rows
  const questions = filter.isUnknownOnly
    ? asked.filter((question) => shown.some((row) => !isKnown(row.facts.get(question.key), question, now)))
    : asked
  const cells = shown.length * questions.length
  const unknown = shown.reduce(
    (sum, row) => sum + questions.filter((question) => !isKnown(row.facts.get(question.key), question, now)).length,
    0,
  )
  return { questions, rows: shown, known: cells - unknown, asked: cells }
}

function isKnown(fact: CircleFact | undefined, question: StandardQuestion, now: number): boolean {
  return fact !== undefined && fact.value !== null && !isStale(fact.observedOn, question, now)
}
