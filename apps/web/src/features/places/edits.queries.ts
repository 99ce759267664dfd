import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  type NetworkEditWish,
  networkEditList,
  networkEditMade,
  networkEditPreview,
} from '@xiayi/contract/network-edits'
import {
  type GroundWarning,
  groundReply,
  type PlaceChange,
  placeChanged,
  placeHistory,
  recentPlaceChanges,
} from '@xiayi/contract/place-edits'
import type { ShownProblem } from '@xiayi/ui/Notice.tsx'
import { z } from 'zod'
import { request } from '../../live/request.ts'

export function placeHistoryQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['places', county, 'history', id],
    queryFn: ({ signal }) =>
      request(placeHistory, `/api/places/${encodeURIComponent(id)}/history`, { query: { county }, signal }),
  })
}

export function recentChangesQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['places', county, 'changes'],
    queryFn: ({ pageParam, signal }) =>
      request(recentPlaceChanges, '/api/places/changes', { query: { county, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

export function networkEditsQuery(county: string) {
  return queryOptions({
    queryKey: ['places', county, 'network-edits'],
    queryFn: ({ signal }) => request(networkEditList, '/api/places/network/edits', { query: { county }, signal }),
  })
}

export async function warningsAt(county: string, at: readonly [number, number]): Promise<GroundWarning[]> {
  const body = { at }
  return (await request(groundReply, '/api/places/check', { method: 'POST', asksOnly: true, query: { county }, body }))
    .warnings
}

export function savePlace(county: string, id: string | null, seen: number, change: PlaceChange) {
  if (id === null) return request(placeChanged, '/api/places', { method: 'POST', query: { county }, body: change })
  const path = `/api/places/${encodeURIComponent(id)}`
  return request(placeChanged, path, { method: 'PUT', query: { county }, seen, body: change })
}

export function removePlace(county: string, id: string, seen: number, by: string | undefined) {
  const path = `/api/places/${encodeURIComponent(id)}`
  return request(z.undefined(), path, { method: 'DELETE', query: { county }, seen, body: { by } })
}

export function restorePlace(county: string, id: string, seen: number, version: number) {
  const path = `/api/places/${encodeURIComponent(id)}/restore`
  return request(placeChanged, path, { method: 'POST', query: { county }, seen, body: { version } })
}

/** Tried, not saved: whether it meets the network, and whom it cuts off. */
export function networkEditTrialQuery(county: string, edit: NetworkEditWish | null) {
  return queryOptions({
    queryKey: ['places', county, 'network-edit-trial', edit],
    enabled: edit !== null,
    queryFn: ({ signal }) =>
      request(networkEditPreview, '/api/places/network/edits/preview', {
        method: 'POST',
        asksOnly: true,
        query: { county },
        body: { edit },
        signal,
      }),
    retry: false,
  })
}

export type NetworkEditSaving = {
  readonly edit: NetworkEditWish
  readonly baseVersion: string
  readonly why: string
  readonly by: string
  readonly mayCutOff: boolean
}

export function saveNetworkEdit(county: string, { why, by, ...rest }: NetworkEditSaving) {
  const body = { ...rest, ...signed({ why, by }) }
  return request(networkEditMade, '/api/places/network/edits', { method: 'POST', query: { county }, body })
}

export type NetworkEditUndoing = { readonly id: string; readonly baseVersion: string; readonly mayCutOff: boolean }

export function undoNetworkEdit(county: string, { id, ...body }: NetworkEditUndoing) {
  const path = `/api/places/network/edits/${encodeURIComponent(id)}/undo`
  return request(networkEditMade, path, { method: 'POST', query: { county }, body })
}

/** Empty text is nothing said. */
function signed({ why, by }: { why: string; by: string }) {
  return { why: why.trim() === '' ? null : why.trim(), ...(by.trim() !== '' && { by: by.trim() }) }
}

/** Whether a refusal only asks to be told once more that people may be cut off. */
export function asksToCutOff(problem: ShownProblem): boolean {
  return problem.errors.some(({ where }) => where === 'body/mayCutOff')
}
