import { queryOptions } from '@tanstack/react-query'
import {
  circleChanges,
  circleComparison,
  circleMissing,
  circlePlaces,
  circleResidents,
  circleTrend,
} from '@xiayi/contract/circle-figures'
import { request } from '../../live/request.ts'

const path = (id: string, figure: string) => `/api/circles/${encodeURIComponent(id)}/${figure}`

export function trendQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'trend', id],
    queryFn: ({ signal }) => request(circleTrend, path(id, 'trend'), { query: { county }, signal }),
  })
}

export function missingQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'missing', id],
    queryFn: ({ signal }) => request(circleMissing, path(id, 'missing'), { query: { county }, signal }),
  })
}

export function comparisonQuery(county: string, id: string, other: string | null) {
  return queryOptions({
    queryKey: ['circles', county, 'compare', id, other],
    queryFn: ({ signal }) =>
      request(circleComparison, path(id, 'compare'), { query: { county, with: other ?? undefined }, signal }),
    placeholderData: (before) => before,
  })
}

export function changesQuery(county: string, id: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['circles', county, 'changes', id, from, to],
    queryFn: ({ signal }) => request(circleChanges, path(id, 'changes'), { query: { county, from, to }, signal }),
    // Two stored evaluations never change.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function circlePlacesQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'places', id],
    queryFn: ({ signal }) => request(circlePlaces, path(id, 'places'), { query: { county }, signal }),
  })
}

export function residentsQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'residents', id],
    queryFn: ({ signal }) => request(circleResidents, path(id, 'residents'), { query: { county }, signal }),
  })
}
