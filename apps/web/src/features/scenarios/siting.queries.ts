import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type SitingQuestion, type SitingReply, sitingReply } from '@xiayi/contract/siting'
import { jobStarted } from '@xiayi/contract/system'
import { request } from '../../live/request.ts'

/** The quick answer; null asks nothing. The one before stays on the screen until the next is there. */
export function sitingQuery(county: string, question: SitingQuestion | null) {
  return queryOptions({
    queryKey: ['scenarios', county, 'siting', question],
    enabled: question !== null,
    queryFn: ({ signal }) =>
      request(sitingReply, '/api/scenarios/siting', {
        method: 'POST',
        asksOnly: true,
        query: { county },
        body: question,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
}

export function startExactSiting(county: string, question: SitingQuestion) {
  return request(jobStarted, '/api/scenarios/siting/exact', { method: 'POST', query: { county }, body: question })
}

/** What a finished job of exact siting holds. */
export function exactAnswer(result: unknown): SitingReply | null {
  const parsed = sitingReply.safeParse(result)
  return parsed.success ? parsed.data : null
}
