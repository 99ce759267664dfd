import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { wayReply, whyReply } from '@xiayi/contract/circle-why'
import type { ProfileName } from '@xiayi/contract/common'
import { request } from '../../live/request.ts'

type From = { lon: number; lat: number }

export function whyQuery(county: string, from: From | null, profile: ProfileName) {
  return queryOptions({
    queryKey: ['circles', county, 'why', from, profile],
    enabled: from !== null,
    queryFn: ({ signal }) =>
      request(whyReply, '/api/circles/why', { query: { county, lon: from?.lon, lat: from?.lat, profile }, signal }),
    retry: false,
  })
}

export type WayWish = { readonly category: string; readonly within: number }

export function wayQuery(county: string, from: From | null, profile: ProfileName, wish: WayWish | null) {
  return queryOptions({
    queryKey: ['circles', county, 'way', from, profile, wish],
    enabled: from !== null && wish !== null,
    queryFn: ({ signal }) =>
      request(wayReply, '/api/circles/why/way', {
        query: { county, lon: from?.lon, lat: from?.lat, profile, category: wish?.category, within: wish?.within },
        signal,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}
