import type { PathKind } from '@xiayi/contract/scenario-changes'

/** What one may change, as it stands in the address (`pen=`) and on the buttons. `add` is a place. */
export const PENS = [
  { id: 'add', word: '网点' },
  { id: 'gate', word: '开门' },
  { id: 'path', word: '画路' },
  { id: 'footbridge', word: '天桥' },
  { id: 'crossing', word: '过街' },
  { id: 'close', word: '封路' },
  { id: 'housing', word: '住房' },
] as const

export type Pen = (typeof PENS)[number]['id']

/** null: nothing is in the hand, and clicks pick up what is there */
export function penOf(pen: string | undefined): Pen | null {
  return PENS.find(({ id }) => id === pen)?.id ?? null
}

export function isPathPen(pen: Pen | null): pen is PathKind {
  return pen === 'path' || pen === 'footbridge' || pen === 'crossing'
}
