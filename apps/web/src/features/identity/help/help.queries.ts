import { queryOptions } from '@tanstack/react-query'
import {
  attested,
  type Guardianship,
  type MandateReply,
  type OnBehalfReply,
  type OnBehalfRequest,
  onBehalf,
  onBehalfReply,
} from '@xiayi/contract/mandates'
import { unmasked, type ViewPurpose } from '@xiayi/contract/privacy'
import { z } from 'zod'
import { request } from '../../../live/request.ts'
import { mandatesQuery } from '../family/mandates.queries.ts'

export function helpQuery(county: string) {
  return queryOptions({
    queryKey: ['identity', county, 'help'],
    queryFn: async ({ signal }) =>
      (await request(onBehalfReply, '/api/identity/on-behalf', { query: { county }, signal })).session,
    retry: false,
  })
}

/** Each look is in the person's log, so it happens when the clerk asks and never by itself. */
export function relativesQuery(county: string, personId: string) {
  return queryOptions({
    ...mandatesQuery(county, personId),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: false,
  })
}

export function openHelp(county: string, body: OnBehalfRequest) {
  return request(onBehalf, '/api/identity/on-behalf', { method: 'POST', query: { county }, body, asksOnly: true })
}

export function closeHelp(county: string, { id, version }: OnBehalfReply) {
  const path = `/api/identity/on-behalf/${id}/close`
  return request(z.undefined(), path, { method: 'POST', query: { county }, seen: version })
}

export function unmaskPhone(county: string, personId: string, purpose: ViewPurpose) {
  const body = { field: 'phone', purpose }
  return request(unmasked, `/api/identity/people/${personId}/unmask`, {
    method: 'POST',
    query: { county },
    body,
    asksOnly: true,
  })
}

export function attestGuardian(county: string, guardianId: string, body: Guardianship) {
  const query = { county, onBehalfOf: guardianId }
  return request(attested, '/api/identity/guardians', { method: 'POST', query, body })
}

export function voidGuardian(county: string, given: { of: MandateReply; personId: string; reason: string }) {
  const path = `/api/identity/guardians/${given.of.id}/void`
  const query = { county, onBehalfOf: given.personId }
  return request(z.undefined(), path, { method: 'POST', query, body: { reason: given.reason }, seen: given.of.version })
}
