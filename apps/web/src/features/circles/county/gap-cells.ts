import type { BriefFigure } from '@xiayi/contract/circle-figures'
import type { GapMatrix } from '@xiayi/contract/county-figures'
import { valueWords } from '../course-words.ts'

type Clause = GapMatrix['clauses'][number]
type Circle = GapMatrix['circles'][number]

/** How a cell is drawn; a failed clause that lies within a fifth of its requirement is near. */
export type CellLook = 'pass' | 'near' | 'far' | 'unknown' | 'none'
export const cellLooks = {
  pass: { sign: '✓', word: '达标' },
  near: { sign: '✗', word: '差一点（做到了要求的八成）' },
  far: { sign: '✗', word: '没达标' },
  unknown: { sign: '?', word: '说不准' },
  none: { sign: '–', word: '不适用' },
} as const satisfies Record<CellLook, { sign: string; word: string }>

const NEAR = 0.8

export function cellLook(cell: BriefFigure | null): CellLook {
  if (cell === null || cell.state === 'not-applicable') return 'none'
  if (cell.state !== 'fail') return cell.state
  const { value, threshold } = cell
  if (value === null || threshold === null || threshold <= 0) return 'far'
  // Of what may be at most so much, the value is above; of what has to be at least so much, below.
  const share = value > threshold ? threshold / value : value / threshold
  return share >= NEAR ? 'near' : 'far'
}

/** What a cell says to those who listen, and to the pointer that rests on it. */
export function cellWords(circle: Pick<Circle, 'name'>, clause: Clause, cell: BriefFigure | null): string {
  const value = cell === null ? null : valueWords(cell.value, clause.unit)
  const threshold = cell === null ? null : valueWords(cell.threshold, clause.unit)
  const parts = [
    `${circle.name}，${clause.title}：${cellLooks[cellLook(cell)].word}`,
    ...(value === null ? [] : [value]),
    ...(threshold === null ? [] : [`要求 ${threshold}`]),
  ]
  return parts.join('，')
}

export type ClauseGroup = { word: string; clauses: readonly { clause: Clause; at: number }[] }

/** Clauses by the lowest tier that they count for, in the order of the tiers; those that decide no tier last. */
export function clauseGroupsOf({ tiers, clauses }: Pick<GapMatrix, 'tiers' | 'clauses'>): ClauseGroup[] {
  const lowestFirst = tiers.toSorted((a, b) => a.order - b.order)
  const numbered = clauses.map((clause, at) => ({ clause, at }))
  const groupOf = (clause: Clause) => lowestFirst.find(({ id }) => clause.tiers.includes(id))?.id ?? null
  return [...lowestFirst.map(({ id, name }) => ({ id, word: name })), { id: null, word: '不计入等级' }]
    .map(({ id, word }) => ({ word, clauses: numbered.filter(({ clause }) => groupOf(clause) === id) }))
    .filter((group) => group.clauses.length > 0)
}

export function failedIn(circle: Circle): number {
  return circle.cells.filter((cell) => cell?.state === 'fail').length
}

/** The most failed clauses first, the larger circle before the smaller. */
export function worstCirclesFirst(circles: readonly Circle[]): readonly Circle[] {
  return circles.toSorted((a, b) => failedIn(b) - failedIn(a) || b.residents - a.residents)
}
