import { createContext, useContext, useSyncExternalStore } from 'react'
import type { GroundThing } from '../../../map/GroundLayer.tsx'
import type { Side } from './layer-view.ts'

/** What the pointer, the finger or the keyboard's cross is on. */
export interface Look {
  readonly side: Side
  readonly thing: GroundThing
  /** chosen by a click: stays until something else is chosen */
  readonly isKept: boolean
}

/** Outside React's tree of state, so that a moving mouse draws one small card anew and nothing else. */
export interface LookStore {
  readonly get: () => Look | null
  readonly set: (look: Look | null) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createLookStore(): LookStore {
  let look: Look | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => look,
    set(next) {
      if (next?.thing.index === look?.thing.index && next?.side === look?.side && next?.isKept === look?.isKept) return
      look = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const LookContext = createContext<LookStore | null>(null)

export function useLookStore(): LookStore {
  const store = useContext(LookContext)
  if (store === null) throw new Error('useLookStore is called outside the planner')
  return store
}

export function useLook(): Look | null {
  const store = useLookStore()
  return useSyncExternalStore(store.subscribe, store.get)
}
