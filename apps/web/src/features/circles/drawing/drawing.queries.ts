import { queryOptions } from '@tanstack/react-query'
import {
  type CircleDraft,
  circleReply,
  countySummary,
  drawnCircle,
  type TargetFixing,
  targetBook,
} from '@xiayi/contract/circles'
import { areaCollection } from '@xiayi/contract/places'
import { request } from '../../../live/request.ts'

const circlePath = (id: string) => `/api/circles/${encodeURIComponent(id)}`

/** What a circle can be drawn over: communities and areas that were drawn by hand. */
export function communitiesQuery(county: string) {
  return queryOptions({
    queryKey: ['places', county, 'communities'],
    queryFn: async ({ signal }) => {
      const { features } = await request(areaCollection, '/api/places/areas', { query: { county }, signal })
      return features.flatMap(({ properties }) =>
        properties.kind === 'community' || properties.kind === 'declared' ? [properties] : [],
      )
    },
    staleTime: 60_000,
  })
}

export function drawingQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'drawing', id],
    queryFn: ({ signal }) => request(drawnCircle, `${circlePath(id)}/drawing`, { query: { county }, signal }),
  })
}

export function drawCircle(county: string, draft: CircleDraft) {
  return request(circleReply, '/api/circles', { method: 'POST', query: { county }, body: draft })
}

export function redrawCircle(county: string, given: { id: string; draft: CircleDraft; basedOn: number }) {
  return request(circleReply, circlePath(given.id), {
    method: 'PUT',
    query: { county },
    body: { ...given.draft, basedOn: given.basedOn },
  })
}

export function targetBookQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'targets'],
    queryFn: ({ signal }) => request(targetBook, '/api/circles/targets', { query: { county }, signal }),
  })
}

export function fixTarget(county: string, id: string, target: TargetFixing) {
  return request(countySummary, `/api/circles/targets/${encodeURIComponent(id)}`, {
    method: 'PUT',
    query: { county },
    body: target,
  })
}
