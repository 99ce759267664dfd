import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type ConsentReply, consentList, erased, viewPage } from '@xiayi/contract/privacy'
import { pathWith, request } from '../../live/request.ts'

export function viewsQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['identity', county, 'views'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(viewPage, '/api/identity/my-data/views', { query: { county, cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function consentsQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'consents'],
    queryFn: ({ signal }) => request(consentList, '/api/identity/my-data/consents', { query: { county }, signal }),
  })
}

export function decideConsent(county: string, { purpose, version }: ConsentReply, decision: 'given' | 'withdrawn') {
  return request(consentList, '/api/identity/my-data/consents', {
    method: 'PUT',
    query: { county },
    body: { purpose, version, decision },
  })
}

export function eraseMyData(county: string) {
  return request(erased, '/api/identity/my-data/erase', {
    method: 'POST',
    query: { county },
    body: { confirm: '注销' },
    asksOnly: true,
  })
}

export function myDataAddress(county: string): string {
  return pathWith('/api/identity/my-data/file', { county })
}
