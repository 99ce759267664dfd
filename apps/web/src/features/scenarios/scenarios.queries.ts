import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ProfileName } from '@xiayi/contract/common'
import { compareReply, scenarioPreviewReply } from '@xiayi/contract/scenario-compare'
import {
  type PROPOSAL_MOVES,
  type ProposalContent,
  proposalReply,
  type ScenarioQuestion,
  scenarioPage,
  scenarioVersions,
  storedScenario,
} from '@xiayi/contract/stored-scenarios'
import { z } from 'zod'
import { request } from '../../live/request.ts'

const at = (id: string, tail = '') => `/api/scenarios/${encodeURIComponent(id)}${tail}`

export function scenariosQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['scenarios', county, 'list'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(scenarioPage, '/api/scenarios', { query: { county, cursor: pageParam, limit: 30 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

export type Walked = { readonly profile: ProfileName; readonly within: number }

/** @param ids as in the address: 2 to 4, with commas; empty asks nothing */
export function compareQuery(county: string, ids: string, { profile, within }: Walked) {
  return queryOptions({
    queryKey: ['scenarios', county, 'compare', ids, profile, within],
    enabled: ids !== '',
    queryFn: ({ signal }) =>
      request(compareReply, '/api/scenarios/compare', { query: { county, ids, profile, within }, signal }),
    retry: false,
  })
}

/** A stored scenario tried on the county of today; without walkers and minutes as it was kept. */
export function scenarioPreviewQuery(
  county: string,
  id: string,
  wish: Partial<Walked> & { readonly column?: string | undefined } = {},
) {
  const { profile, within, column } = wish
  return queryOptions({
    queryKey: ['scenarios', county, 'preview', id, profile, within, column],
    queryFn: ({ signal }) =>
      request(scenarioPreviewReply, at(id, '/preview'), { query: { county, profile, within, column }, signal }),
    retry: false,
    structuralSharing: false,
  })
}

export function scenarioQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['scenarios', county, 'one', id],
    queryFn: ({ signal }) => request(storedScenario, at(id), { query: { county }, signal }),
    retry: false,
  })
}

export function scenarioHistoryQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['scenarios', county, 'history', id],
    queryFn: ({ signal }) => request(scenarioVersions, at(id, '/history'), { query: { county }, signal }),
  })
}

export function proposalQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['scenarios', county, 'proposal', id],
    queryFn: async ({ signal }) =>
      (await request(proposalReply, at(id, '/proposal'), { query: { county }, signal })).proposal,
  })
}

export function saveScenario(county: string, draft: ScenarioQuestion) {
  return request(storedScenario, '/api/scenarios', { method: 'POST', query: { county }, body: draft })
}

export function changeScenario(county: string, of: { id: string; version: number }, draft: ScenarioQuestion) {
  return request(storedScenario, at(of.id), { method: 'PUT', query: { county }, body: draft, seen: of.version })
}

export function deleteScenario(county: string, scenario: { id: string; version: number }, by: string | undefined) {
  return request(z.undefined(), at(scenario.id), {
    method: 'DELETE',
    query: { county },
    seen: scenario.version,
    body: by === undefined ? {} : { by },
  })
}

export function restoreScenario(county: string, id: string) {
  return request(storedScenario, at(id, '/restore'), { method: 'POST', query: { county }, body: {} })
}

export function writeProposal(
  county: string,
  id: string,
  written: { content: ProposalContent; by: string | undefined; seen: number | undefined },
) {
  const { content, by, seen } = written
  return request(proposalReply, at(id, '/proposal'), {
    method: 'PUT',
    query: { county },
    body: { ...content, ...(by !== undefined && { by }) },
    ...(seen !== undefined && { seen }),
  })
}

export function moveProposal(
  county: string,
  id: string,
  made: { move: (typeof PROPOSAL_MOVES)[number]; ifVersion: number; reason: string; by: string | undefined },
) {
  const { move, ifVersion, reason, by } = made
  return request(proposalReply, at(id, `/proposal/${move}`), {
    method: 'POST',
    query: { county },
    body: { ifVersion, ...(reason !== '' && { reason }), ...(by !== undefined && { by }) },
  })
}
