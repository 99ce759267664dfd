import { useSyncExternalStore } from 'react'

/** Who will live in the housing that is put on the map next. */
export interface HousingDraft {
  readonly name: string
  readonly under15: number
  readonly from15to59: number
  readonly over60: number
}

/** A building of eighteen flats. */
const USUAL: HousingDraft = { name: '', under15: 10, from15to59: 34, over60: 10 }
let draft = USUAL
const listeners = new Set<() => void>()

export function useHousingDraft(): HousingDraft {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, housingDraftNow)
}

export function housingDraftNow(): HousingDraft {
  return draft
}

export function changeHousingDraft(patch: Partial<HousingDraft>): void {
  draft = { ...draft, ...patch }
  for (const listener of listeners) listener()
}
