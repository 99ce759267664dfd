import type { ProfileName } from '@xiayi/contract/common'
import { useSyncExternalStore } from 'react'
import { reachOfAll, reachWithin } from '../../../features/circles/ground.ts'
import { layerView } from '../layers/layer-view.ts'
import { useLayer } from '../layers/use-layer.ts'
import { usePlanner } from '../use-planner.ts'

/** How many residents one category was within reach of, at one revision of the county. */
export interface ReachAt {
  readonly revision: number
  readonly category: string
  readonly profile: ProfileName
  readonly speed: number
  readonly within: number
  readonly people: number
  readonly residents: number
}

/** What the map's own layer says now; null for a layer without minutes, or while they are on the way. */
export function useReachNow(): ReachAt | null {
  const { search } = usePlanner()
  const view = layerView(search)
  const { ground, column, isWaiting } = useLayer(view)
  if (ground === undefined || column === undefined || isWaiting) return null
  const reach = reachOfAll(ground, column, 'all')
  return {
    revision: ground.revision,
    category: column.categoryId,
    profile: column.profile,
    speed: column.speedMetresPerSecond,
    within: view.within,
    people: reachWithin(reach, view.within),
    residents: reach.residents,
  }
}

/** Kept while the page is open: what was before each edit that was saved here. */
let kept: ReadonlyMap<string, ReachAt> = new Map()
const listeners = new Set<() => void>()

export function keepReachBefore(edit: string, reach: ReachAt | null): void {
  if (reach === null) return
  kept = new Map([...kept, [edit, reach]])
  for (const listener of listeners) listener()
}

export function useReachBefore(edit: string): ReachAt | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => kept.get(edit),
  )
}
