import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ScenarioPreview } from '@xiayi/contract/scenario-compare'
import { useEffect } from 'react'
import { groundQuery } from '../../../features/circles/ground.queries.ts'
import { scenarioPreviewQuery } from '../../../features/scenarios/scenarios.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { asksMinutes, type LayerView, layerView, type Side, sideWords, swipeOf } from '../layers/layer-view.ts'
import { usePlanner } from '../use-planner.ts'

export interface PlanData {
  /** while other minutes of the same scenario are on the way, those before: their column says of which category it is */
  readonly plan: ScenarioPreview | undefined
  readonly isWaiting: boolean
  readonly error: Error | null
}

/** The scenario that a view shows, tried on the county of a revision; another one is not put on that ground. */
export function usePlan(view: LayerView, revision?: number): PlanData {
  const { code } = useCounty()
  const client = useQueryClient()
  const id = view.plan ?? ''
  const query = scenarioPreviewQuery(code, id, {
    profile: view.profile,
    within: view.within,
    column: asksMinutes(view.layer) ? view.category : undefined,
  })
  const { data, error, isPending, isPlaceholderData } = useQuery({
    ...query,
    enabled: id !== '',
    placeholderData: (before) => (before?.scenario.id === id ? before : undefined),
  })
  const of = isPlaceholderData ? undefined : data?.preview.revision
  const isOlder = of !== undefined && revision !== undefined && of < revision
  const isNewer = of !== undefined && revision !== undefined && of > revision
  useEffect(() => {
    if (isOlder) void client.invalidateQueries({ queryKey: ['scenarios', code, 'preview', id] })
    if (isNewer) void client.invalidateQueries({ queryKey: groundQuery(code).queryKey })
  }, [client, code, id, isOlder, isNewer])
  return {
    plan: revision !== undefined && data?.preview.revision !== revision ? undefined : data,
    isWaiting: id !== '' && (isPending || isPlaceholderData),
    error,
  }
}

/** 左图：老城调整 / 右图：现在; without any scenario 左图 / 右图. One map alone is called by its scenario; null: by nothing. */
export function useSideName(side: Side): string | null {
  const { search } = usePlanner()
  const [left, right] = [layerView(search, 'left'), layerView(search, 'right')]
  const { plan, error } = usePlan(side === 'left' ? left : right)
  const isSwiped = swipeOf(search) !== null
  const isPlanned = left.plan !== null || (isSwiped && right.plan !== null)
  if (!isPlanned) return isSwiped ? sideWords[side] : null
  const isToday = (side === 'left' ? left : right).plan === null
  const name = isToday ? '现在' : (plan?.scenario.name ?? (error === null ? '正在试算…' : '方案打不开'))
  return isSwiped ? `${sideWords[side]}：${name}` : `方案：${name}`
}
