import { queryOptions } from '@tanstack/react-query'
import { standardList, standardReply } from '@xiayi/contract/standards'
import { request } from '../../live/request.ts'

export function standardsQuery(county: string) {
  return queryOptions({
    queryKey: ['standards', county],
    queryFn: ({ signal }) => request(standardList, '/api/standards', { query: { county }, signal }),
  })
}

export function standardQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['standards', county, id],
    queryFn: ({ signal }) =>
      request(standardReply, `/api/standards/${encodeURIComponent(id)}`, { query: { county }, signal }),
  })
}
