import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MinutesColumnReply } from '@xiayi/contract/circles'
import { useEffect, useMemo } from 'react'
import { groundQuery, minutesColumnQuery } from '../../../features/circles/ground.queries.ts'
import type { Ground } from '../../../features/circles/ground.ts'
import { useCounty } from '../../../live/county.ts'
import { listenLive } from '../../../live/event-stream.ts'
import { type PlannedLayer, plannedLayer } from '../plans/planned-ground.ts'
import { usePlan } from '../plans/use-plan.ts'
import { useTriedColumn } from '../what-if/use-tried.ts'
import { asksMinutes, type LayerView } from './layer-view.ts'

export interface LayerData {
  readonly ground: Ground | undefined
  /** while the next one is on the way, the one before: it says itself of which category and profile it is */
  readonly column: MinutesColumnReply | undefined
  /** of a plan: the county as it is, to compare with */
  readonly today: PlannedLayer | null
  readonly isWaiting: boolean
  readonly error: Error | null
}

/**
 * The ground and the column that a view is drawn from: with its plan carried out, or else with the changes in hand. Rows of two
 * revisions are never put together.
 */
export function useLayer(view: LayerView): LayerData {
  const today = useTodaysLayer(view)
  const { ground, column } = today
  const { plan, isWaiting, error } = usePlan(view, ground?.revision)
  const planned = useMemo(
    () => (ground === undefined || plan === undefined ? undefined : plannedLayer({ ground, column }, plan)),
    [ground, column, plan],
  )
  const tried = useTriedColumn(column)
  if (view.plan === null) return { ...today, column: tried, today: null }
  return {
    ground: planned?.ground,
    column: planned?.column,
    today: { ground, column },
    isWaiting: today.isWaiting || isWaiting,
    error: today.error ?? error,
  }
}

function useTodaysLayer(view: LayerView): Omit<LayerData, 'today'> {
  const { code } = useCounty()
  const client = useQueryClient()
  const ground = useQuery(groundQuery(code))
  const column = useQuery({
    ...minutesColumnQuery(code, {
      revision: ground.data?.revision,
      category: asksMinutes(view.layer) ? view.category : null,
      profile: view.profile,
    }),
    placeholderData: keepPreviousData,
  })
  const isOfAnother = column.data !== undefined && column.data.revision !== ground.data?.revision
  const isOld = isOfAnother && !column.isPlaceholderData && ground.data !== undefined
  useEffect(() => {
    if (isOld) void client.invalidateQueries({ queryKey: groundQuery(code).queryKey })
  }, [client, code, isOld])
  return {
    ground: ground.data,
    column: isOfAnother ? undefined : column.data,
    isWaiting: ground.isPending || (asksMinutes(view.layer) && (column.isPending || column.isPlaceholderData)),
    error: ground.error ?? column.error,
  }
}

/** Once for the page: when places change, what is on the map is asked for again. */
export function useFreshGround(): void {
  const { code } = useCounty()
  const client = useQueryClient()
  useEffect(
    () =>
      listenLive(code, ({ topic }) => {
        if (topic !== 'places.changed') return
        void client.invalidateQueries({ queryKey: ['circles', code] })
        void client.invalidateQueries({ queryKey: ['scenarios', code, 'preview'] })
      }),
    [client, code],
  )
}
