import type { CircleMap, MinutesColumnReply } from '@xiayi/contract/circles'
import type { Preview } from '@xiayi/contract/scenarios'
import { useMemo } from 'react'
import { useCalmPreview } from '../../../features/scenarios/preview-runner.ts'
import { plannedTiers } from '../plans/planned-ground.ts'
import { usePlanner } from '../use-planner.ts'
import { movedCircles, triedColumn } from './tried.ts'

/** What the changes in hand do, while they are in the hand: null with any other tool. */
function useTried(): Preview | null {
  const { search } = usePlanner()
  const preview = useCalmPreview()
  return search.tool === 'what-if' ? preview : null
}

/** A column as the changes in hand would make it: buildings take their colours under the finger, and go back. */
export function useTriedColumn(column: MinutesColumnReply | undefined): MinutesColumnReply | undefined {
  const preview = useTried()
  return useMemo(
    () => (column === undefined || preview === null ? column : triedColumn(column, preview)),
    [column, preview],
  )
}

/** The map of circles with the tiers that they would have: another object only when a circle changes its tier. */
export function useTriedTiers(map: CircleMap | undefined): CircleMap | undefined {
  const circles = movedCircles(useTried())
  const moved = circles.map(({ circleId, tierAfter }) => `${circleId} ${tierAfter}`).join()
  // oxlint-disable-next-line react/exhaustive-deps -- the list is made anew by every reply; this is what the tiers follow
  return useMemo(() => map && (circles.length === 0 ? map : plannedTiers(map, { circles })), [map, moved])
}
