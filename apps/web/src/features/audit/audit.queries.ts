import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { auditChain, auditPage } from '@xiayi/contract/audit'
import { jobStarted } from '@xiayi/contract/system'
import { pathWith, request } from '../../live/request.ts'

export interface AuditFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly actor?: string | undefined
  readonly subject?: string | undefined
  readonly action?: string | undefined
}

/** Days as people pick them, as the moments they begin and end here. */
function asked({ from, to, ...rest }: AuditFilter) {
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
  return {
    ...rest,
    ...(from !== undefined && { from: midnight(from).toISOString() }),
    ...(to !== undefined && { to: new Date(midnight(to).getTime() + 86_400_000).toISOString() }),
  }
}

export function auditQuery(county: string, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', county, 'entries', filter],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(auditPage, '/api/audit/entries', {
        query: { county, limit: 50, cursor: pageParam, ...asked(filter) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
    // Looking is logged: a window that comes back to the front does not look again.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })
}

export function chainQuery(county: string) {
  return queryOptions({
    queryKey: ['audit', county, 'chain'],
    queryFn: ({ signal }) => request(auditChain, '/api/audit/chain', { query: { county }, signal }),
  })
}

export function startVerifying(county: string) {
  return request(jobStarted, '/api/audit/verify', { method: 'POST', query: { county }, body: {} })
}

export function auditFileAddress(county: string, filter: AuditFilter): string {
  return pathWith('/api/audit/entries.csv', { county, ...asked(filter) })
}
