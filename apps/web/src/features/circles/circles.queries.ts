import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  circleList,
  circleMap,
  circleReply,
  countySummary,
  evaluationPage,
  type Gap,
  gapPage,
  minutesReply,
  walkReply,
  walkshedCollection,
} from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import { jobStarted } from '@xiayi/contract/system'
import { request } from '../../live/request.ts'

type From = { lon: number; lat: number }

export function circlesQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'list'],
    queryFn: ({ signal }) => request(circleList, '/api/circles', { query: { county }, signal }),
  })
}

export function circleMapQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'map'],
    queryFn: ({ signal }) => request(circleMap, '/api/circles/map', { query: { county }, signal }),
  })
}

export function circleQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'circle', id],
    queryFn: ({ signal }) =>
      request(circleReply, `/api/circles/${encodeURIComponent(id)}`, { query: { county }, signal }),
  })
}

export function walkshedQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'walkshed', id],
    queryFn: ({ signal }) =>
      request(walkshedCollection, `/api/circles/${encodeURIComponent(id)}/walkshed`, { query: { county }, signal }),
    staleTime: 10 * 60_000,
  })
}

export function historyQuery(county: string, id: string) {
  return infiniteQueryOptions({
    queryKey: ['circles', county, 'history', id],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(evaluationPage, `/api/circles/${encodeURIComponent(id)}/evaluations`, {
        query: { county, cursor: pageParam, limit: 10 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function summaryQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'summary'],
    queryFn: ({ signal }) => request(countySummary, '/api/circles/summary', { query: { county }, signal }),
  })
}

export function gapsQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['circles', county, 'gaps'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(gapPage, '/api/circles/gaps', { query: { county, cursor: pageParam, limit: 8 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** The whole ranked list, for the map: some hundred gaps a county. */
export function allGapsQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'all-gaps'],
    queryFn: async ({ signal }) => {
      const gaps: Gap[] = []
      for (let cursor = ''; ; ) {
        const page = await request(gapPage, '/api/circles/gaps', { query: { county, cursor, limit: 500 }, signal })
        gaps.push(...page.items)
        if (page.nextCursor === null) return gaps
        cursor = page.nextCursor
      }
    },
  })
}

export function minutesQuery(county: string, from: From | null, profile: ProfileName) {
  return queryOptions({
    queryKey: ['circles', county, 'minutes', from, profile],
    enabled: from !== null,
    queryFn: ({ signal }) =>
      request(minutesReply, '/api/circles/minutes', {
        query: { county, lon: from?.lon, lat: from?.lat, profile },
        signal,
      }),
  })
}

export function walkQuery(
  county: string,
  from: From | null,
  to: { category?: string | undefined; place?: string | undefined },
  profile: ProfileName,
) {
  return queryOptions({
    queryKey: ['circles', county, 'walk', from, to, profile],
    enabled: from !== null && (to.category !== undefined || to.place !== undefined),
    queryFn: ({ signal }) =>
      request(walkReply, '/api/circles/walk', {
        query: { county, lon: from?.lon, lat: from?.lat, ...to, profile },
        signal,
      }),
  })
}

export function startEvaluation(county: string, circleIds: readonly string[] | undefined) {
  return request(jobStarted, '/api/circles/evaluations', {
    method: 'POST',
    query: { county },
    body: circleIds === undefined ? {} : { circleIds },
  })
}
