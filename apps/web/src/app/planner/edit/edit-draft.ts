import type { NetworkEditWish } from '@xiayi/contract/network-edits'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { useSyncExternalStore } from 'react'
import type { DraftLine } from '../drawing/draft-line.ts'

/** Pens of the edit tool as they stand in the address (`pen=`) and on the buttons; the same names as in what if. */
export const EDIT_PENS = [
  { id: 'path', word: '小路' },
  { id: 'footbridge', word: '天桥' },
  { id: 'crossing', word: '过街' },
  { id: 'gate', word: '大门' },
  { id: 'close', word: '封路' },
] as const
export type EditPen = (typeof EDIT_PENS)[number]['id']

export function editPenOf(pen: string | undefined): EditPen | null {
  return EDIT_PENS.find(({ id }) => id === pen)?.id ?? null
}

export function drawsLine(pen: EditPen): pen is 'path' | 'footbridge' | 'crossing' {
  return pen === 'path' || pen === 'footbridge' || pen === 'crossing'
}

export function wishAlong(pen: 'path' | 'footbridge' | 'crossing', drawn: DraftLine): NetworkEditWish {
  const line = drawn.map(([lon, lat]): [number, number] => [lon, lat])
  if (pen === 'crossing') return { kind: 'add-crossing', line, hasSignals: false }
  return { kind: 'add-path', use: pen, line, hasSteps: false }
}

export function wishAt(pen: 'gate' | 'close', { lon, lat }: { lon: number; lat: number }): NetworkEditWish {
  return { kind: pen === 'gate' ? 'add-gate' : 'close-path', at: [lon, lat] }
}

/** The same as a change that what if reckons with: for whom it would open or close the way. */
export function changeOf(wish: NetworkEditWish): ScenarioChange {
  switch (wish.kind) {
    case 'add-path':
      return { kind: 'add-path', pathKind: wish.use, line: wish.line }
    case 'add-crossing':
      return { kind: 'add-path', pathKind: 'crossing', line: wish.line }
    case 'add-gate':
      return { kind: 'open-gate', lon: wish.at[0], lat: wish.at[1] }
    case 'close-path':
      return { kind: 'close-path', lon: wish.at[0], lat: wish.at[1] }
  }
}

/** What was drawn and is not saved: shared by the panel and the map, kept until it is saved or put away. */
let draft: NetworkEditWish | null = null
const listeners = new Set<() => void>()

export function setEditDraft(next: NetworkEditWish | null): void {
  draft = next
  for (const listener of listeners) listener()
}

export function useEditDraft(): NetworkEditWish | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => draft,
  )
}
