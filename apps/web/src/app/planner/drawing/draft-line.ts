import { haversineM } from '@xiayi/geo/distance'
import { useSyncExternalStore } from 'react'

/** The line under somebody's pen, point by point: shared by the map and the panel, and forgotten when it is done. */
export type DraftLine = readonly (readonly [lon: number, lat: number])[]

const NOTHING: DraftLine = []
let line = NOTHING
const listeners = new Set<() => void>()

function set(next: DraftLine) {
  line = next
  for (const listener of listeners) listener()
}

export function useDraftLine(): DraftLine {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, draftLineNow)
}

export function draftLineNow(): DraftLine {
  return line
}

export function addToLine(at: readonly [lon: number, lat: number]): void {
  set([...line, at])
}

/** @returns whether there was a point to take back */
export function takeBackPoint(): boolean {
  if (line.length === 0) return false
  set(line.slice(0, -1))
  return true
}

/** Two points or more; otherwise null, and the pen goes on. */
export function finishLine(): DraftLine | null {
  if (line.length < 2) return null
  const done = line
  set(NOTHING)
  return done
}

export function forgetLine(): void {
  if (line.length > 0) set(NOTHING)
}

export function lineMetres(of: DraftLine): number {
  let metres = 0
  of.forEach((at, i) => {
    const before = of[i - 1]
    if (before !== undefined) metres += haversineM(before[0], before[1], at[0], at[1])
  })
  return metres
}
