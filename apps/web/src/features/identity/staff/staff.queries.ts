import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Scope, StaffRole } from '@xiayi/contract/identity'
import { sessionsEnded } from '@xiayi/contract/identity'
import { invitationList, invitationMade, party, partyList, staffPage } from '@xiayi/contract/staff'
import { z } from 'zod'
import { request } from '../../../live/request.ts'

export interface InvitationDraft {
  readonly name: string
  readonly phone: string
  readonly role: StaffRole
  readonly scope: Scope
}

export function staffQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['identity', county, 'staff'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(staffPage, '/api/identity/staff', { query: { county, cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    retry: false,
  })
}

export function invitationsQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'invitations'],
    queryFn: async ({ signal }) =>
      (await request(invitationList, '/api/identity/invitations', { query: { county }, signal })).items,
  })
}

export function bodiesQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'bodies'],
    queryFn: async ({ signal }) =>
      (await request(partyList, '/api/identity/parties', { query: { county }, signal })).items,
  })
}

export function invite(county: string, draft: InvitationDraft) {
  return request(invitationMade, '/api/identity/invitations', { method: 'POST', query: { county }, body: draft })
}

export function withdraw(county: string, id: string) {
  return request(z.undefined(), `/api/identity/invitations/${id}`, { method: 'DELETE', query: { county } })
}

export function createBody(county: string, name: string) {
  const body = { kind: 'department', name }
  return request(party, '/api/identity/parties', { method: 'POST', query: { county }, body })
}

export function endRole(county: string, membershipId: string) {
  return request(z.undefined(), `/api/identity/memberships/${membershipId}`, { method: 'DELETE', query: { county } })
}

export function resetFactors(county: string, partyId: string) {
  const path = `/api/identity/staff/${partyId}/reset-factors`
  return request(z.undefined(), path, { method: 'POST', query: { county } })
}

export function endSessions(county: string, partyId: string) {
  const path = `/api/identity/staff/${partyId}/end-sessions`
  return request(sessionsEnded, path, { method: 'POST', query: { county } })
}
