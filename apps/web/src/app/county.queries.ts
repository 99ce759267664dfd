import { queryOptions } from '@tanstack/react-query'
import { countyList } from '@xiayi/contract/system'
import { request } from '../live/request.ts'

export const countiesQuery = queryOptions({
  queryKey: ['counties'],
  queryFn: ({ signal }) => request(countyList, '/api/counties', { signal }),
  staleTime: 10 * 60_000,
})
