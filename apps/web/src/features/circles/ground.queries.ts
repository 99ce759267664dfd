import { queryOptions } from '@tanstack/react-query'
import { barriersReply, groundReply, minutesColumnReply } from '@xiayi/contract/circles'
import type { ProfileName } from '@xiayi/contract/common'
import { request } from '../../live/request.ts'
import { groundOf } from './ground.ts'

const KEPT_MS = 60 * 60_000

export function groundQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'ground'],
    queryFn: async ({ signal }) =>
      groundOf(await request(groundReply, '/api/circles/ground', { query: { county }, signal })),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    structuralSharing: false,
  })
}

/** A column belongs to a ground of one revision: another revision is another question. */
export function minutesColumnQuery(
  county: string,
  wish: { revision: number | undefined; category: string | null; profile: ProfileName },
) {
  const { revision, category, profile } = wish
  return queryOptions({
    queryKey: ['circles', county, 'minutes-column', revision, category, profile],
    enabled: category !== null && revision !== undefined,
    queryFn: ({ signal }) =>
      request(minutesColumnReply, '/api/circles/minutes-column', { query: { county, category, profile }, signal }),
    staleTime: KEPT_MS,
    gcTime: 5 * 60_000,
    structuralSharing: false,
  })
}

export function barriersQuery(county: string, profile: ProfileName) {
  return queryOptions({
    queryKey: ['circles', county, 'barriers', profile],
    queryFn: ({ signal }) => request(barriersReply, '/api/circles/barriers', { query: { county, profile }, signal }),
    staleTime: KEPT_MS,
  })
}
