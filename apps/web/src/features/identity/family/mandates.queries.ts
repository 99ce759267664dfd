import { queryOptions } from '@tanstack/react-query'
import {
  type FamilyProposal,
  type MandateMove,
  type MandateReply,
  mandate,
  mandateList,
  mandateProposed,
} from '@xiayi/contract/mandates'
import { request } from '../../../live/request.ts'

/** @param onBehalfOf id of the person a clerk helps; undefined for one's own */
export function mandatesQuery(county: string, onBehalfOf?: string) {
  return queryOptions({
    queryKey: ['identity', county, 'mandates', onBehalfOf ?? 'mine'],
    queryFn: ({ signal }) => request(mandateList, '/api/identity/mandates', { query: { county, onBehalfOf }, signal }),
  })
}

export function proposeFamily(county: string, body: FamilyProposal, onBehalfOf?: string) {
  return request(mandateProposed, '/api/identity/mandates', { method: 'POST', query: { county, onBehalfOf }, body })
}

export function moveMandate(county: string, { id, version }: MandateReply, move: MandateMove) {
  const path = `/api/identity/mandates/${id}/${move}`
  return request(mandate, path, { method: 'POST', query: { county }, seen: version })
}
