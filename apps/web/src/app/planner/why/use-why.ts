import { useQuery } from '@tanstack/react-query'
import type { WayReply, WhyItem, WhyReply } from '@xiayi/contract/circle-why'
import type { ProfileName } from '@xiayi/contract/common'
import { wayQuery, whyQuery } from '../../../features/circles/why.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { layerView } from '../layers/layer-view.ts'
import { pointOf, usePlanner } from '../use-planner.ts'

export interface Why {
  readonly from: { readonly lon: number; readonly lat: number } | null
  readonly profile: ProfileName
  readonly why: WhyReply | undefined
  /** the category that is looked into */
  readonly item: WhyItem | undefined
  readonly way: WayReply | undefined
  readonly isWalking: boolean
  readonly error: Error | null
}

/** Where no clause and no category says how near is near enough. */
const USUAL_MINUTES = 15

/** The question in the address, and its answers: shared by panel, map and table. */
export function useWhy(): Why {
  const { code } = useCounty()
  const { search } = usePlanner()
  const from = pointOf(search.from)
  const { profile } = layerView(search)
  const why = useQuery(whyQuery(code, from, profile))
  const item = why.data?.items.find(({ categoryId }) => categoryId === search.to)
  const wish = item === undefined ? null : { category: item.categoryId, within: item.limit?.minutes ?? USUAL_MINUTES }
  const way = useQuery(wayQuery(code, from, profile, wish))
  const isKnown = item !== undefined && !way.isPlaceholderData
  return {
    from,
    profile,
    why: why.data,
    item,
    way: isKnown ? way.data : undefined,
    isWalking: item !== undefined && (way.isFetching || way.isPlaceholderData),
    error: why.error ?? way.error,
  }
}
