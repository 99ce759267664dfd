import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ProfileName } from '@xiayi/contract/common'
import {
  categoryList,
  importPage,
  importRowPage,
  networkReply,
  placeImport,
  placeReply,
  placeSearchReply,
} from '@xiayi/contract/places'
import { request } from '../../live/request.ts'

export type From = { lon: number; lat: number }
export type SearchWish = {
  q?: string | undefined
  category?: string | undefined
  from: From | null
  profile: ProfileName
}

export function categoriesQuery(county: string) {
  return queryOptions({
    queryKey: ['places', county, 'categories'],
    queryFn: ({ signal }) => request(categoryList, '/api/places/categories', { query: { county }, signal }),
    staleTime: 10 * 60_000,
  })
}

export function searchQuery(county: string, wish: SearchWish) {
  const { q = '', category, from, profile } = wish
  return queryOptions({
    queryKey: ['places', county, 'search', q, category ?? null, from, profile],
    enabled: q.trim() !== '' || category !== undefined,
    queryFn: ({ signal }) =>
      request(placeSearchReply, '/api/places/search', {
        query: { county, q: q.trim(), category, lon: from?.lon, lat: from?.lat, profile, limit: 30 },
        signal,
      }),
    placeholderData: keepPreviousData,
    // A new map is being made ready: minutes come in some seconds. Should they never come, nobody asks for ever.
    refetchInterval: ({ state }) => (state.data?.isWalkPending === true && state.dataUpdateCount < 30 ? 1000 : false),
  })
}

export function placeQuery(county: string, id: string, from: From | null, profile: ProfileName) {
  return queryOptions({
    queryKey: ['places', county, 'place', id, from, profile],
    queryFn: ({ signal }) =>
      request(placeReply, `/api/places/${encodeURIComponent(id)}`, {
        query: { county, lon: from?.lon, lat: from?.lat, profile },
        signal,
      }),
  })
}

export function networkQuery(county: string) {
  return queryOptions({
    queryKey: ['places', county, 'network'],
    queryFn: ({ signal }) => request(networkReply, '/api/places/network', { query: { county }, signal }),
  })
}

export function importsQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['places', county, 'imports'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(importPage, '/api/places/imports', { query: { county, cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function importQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['places', county, 'import', id],
    queryFn: ({ signal }) =>
      request(placeImport, `/api/places/imports/${encodeURIComponent(id)}`, { query: { county }, signal }),
  })
}

export function importRowsQuery(county: string, id: string, state: 'error' | 'conflict') {
  return infiniteQueryOptions({
    queryKey: ['places', county, 'import-rows', id, state],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(importRowPage, `/api/places/imports/${encodeURIComponent(id)}/rows`, {
        query: { county, state, cursor: pageParam, limit: 50 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  })
}
