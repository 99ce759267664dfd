import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type NewReport, report, reportPage, reportStarted } from '@xiayi/contract/reports'
import { pathWith, request } from '../../live/request.ts'

const at = (id: string, tail = '') => `/api/reports/${encodeURIComponent(id)}${tail}`

export function reportsQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['reports', county, 'list'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(reportPage, '/api/reports', { query: { county, cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function reportQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['reports', county, 'one', id],
    queryFn: ({ signal }) => request(report, at(id), { query: { county }, signal }),
  })
}

export function orderReport(county: string, order: NewReport) {
  return request(reportStarted, '/api/reports', { method: 'POST', query: { county }, body: order })
}

/** The browser fetches it by itself: a file is a link and not a script's business. */
export function reportFileAddress(county: string, id: string): string {
  return pathWith(at(id, '/file'), { county })
}
