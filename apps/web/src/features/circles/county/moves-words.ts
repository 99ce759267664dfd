import type { CircleMove } from '@xiayi/contract/county-figures'
import { stateWords } from '../course-words.ts'

type Direction = CircleMove['direction']

/** A sign beside the word, so that no colour has to carry it. */
export const directionLooks = {
  fell: { sign: '▼', word: '降了', tone: 'fail' },
  rose: { sign: '▲', word: '升了', tone: 'pass' },
  level: { sign: '＝', word: '等级没变、条款有变', tone: 'unknown' },
  first: { sign: '＋', word: '第一次评价', tone: 'unknown' },
} as const satisfies Record<Direction, { sign: string; word: string; tone: string }>

export function flipWords({ title, before, after }: CircleMove['flips'][number]): string {
  const said = (state: typeof before) => (state === null ? '当时没有这一条' : stateWords[state])
  return `${title}：${said(before)} → ${said(after)}`
}

/** 降了 1 个，升了 2 个，… in the order of the list; what nobody did is left out. */
export function movesLine(items: readonly CircleMove[], unmoved: number): string {
  const counts = new Map<Direction, number>()
  for (const { direction } of items) counts.set(direction, (counts.get(direction) ?? 0) + 1)
  const parts = [...counts].map(([direction, count]) => `${directionLooks[direction].word} ${count} 个`)
  return [...parts, `没有变化 ${unmoved} 个`].join('，')
}

/** Neighbouring quarters are a comparison with last quarter; other days are told by the days alone. */
export function movesTitle(from: string, to: string): string {
  return quarterOf(from) + 1 === quarterOf(to) ? '与上季度比' : '升降'
}

/** Rises by one from quarter to quarter, of YYYY-MM-DD. */
function quarterOf(day: string): number {
  return Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}
