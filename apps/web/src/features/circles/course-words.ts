import type { BriefFigure, CircleTrend } from '@xiayi/contract/circle-figures'
import { countWords, percentWords } from '@xiayi/ui/format'

export const stateWords = { pass: '达标', fail: '未达标', unknown: '说不准', 'not-applicable': '不适用' } as const

/** Beside words or in narrow cells; a cell never tells its state by colour alone. */
export const stateSigns = { pass: '✓', fail: '✗', unknown: '?', 'not-applicable': '–' } as const

/** 82.6%, 80 m², or the state where there is no number. */
export function valueWords(value: number | null, unit: string): string | null {
  if (value === null) return null
  return unit === '比例' ? percentWords(value, 1) : `${countWords(Number(value.toFixed(2)))} ${unit}`.trim()
}

export function pointWords(point: BriefFigure | null, unit: string): string {
  if (point === null) return '当时没有这一条'
  return [valueWords(point.value, unit), stateWords[point.state]].filter((part) => part !== null).join('，')
}

/** 2026年9月 of 2026-09-30T10:00:00Z, in the county's time */
export function monthWords(iso: string): string {
  const day = new Date(Date.parse(iso) + 8 * 3600_000)
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月`
}

/** Indexes of marks made with another version of the standard than the mark before. */
export function versionBreaks(marks: CircleTrend['marks']): number[] {
  return marks.flatMap(({ standardVersion }, index) =>
    index > 0 && standardVersion !== marks[index - 1]?.standardVersion ? [index] : [],
  )
}

type Clause = CircleTrend['clauses'][number]

/** What a sparkline shows, for those who listen. */
export function courseLabel(clause: Clause, marks: CircleTrend['marks']): string {
  const said = marks.map(
    (mark, index) => `${monthWords(mark.evaluatedAt)}${pointWords(clause.points[index] ?? null, clause.unit)}`,
  )
  return `${clause.title}的走势：${said.join('；')}`
}

export type Move = 'up' | 'down' | 'same' | 'none'

/** Whether the last figure is above or below the one before; none where one of them is not known. */
export function lastMove(points: Clause['points']): Move {
  const last = points.at(-1)?.value ?? null
  const before = points.at(-2)?.value ?? null
  if (last === null || before === null) return 'none'
  return last === before ? 'same' : last > before ? 'up' : 'down'
}

export const moveWords = { up: '比上次高', down: '比上次低', same: '与上次一样', none: '' } as const
