import { queryOptions } from '@tanstack/react-query'
import { circleMoves, type EquityTheme, equityReply, gapMatrix, tiersOverTime } from '@xiayi/contract/county-figures'
import { request } from '../../../live/request.ts'

export function overTimeQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'over-time'],
    queryFn: ({ signal }) => request(tiersOverTime, '/api/circles/over-time', { query: { county }, signal }),
  })
}

export function movesQuery(county: string, days: { from: string | undefined; to: string | undefined }) {
  return queryOptions({
    queryKey: ['circles', county, 'moves', days],
    queryFn: ({ signal }) => request(circleMoves, '/api/circles/moves', { query: { county, ...days }, signal }),
    placeholderData: (before) => before,
  })
}

export function matrixQuery(county: string) {
  return queryOptions({
    queryKey: ['circles', county, 'matrix'],
    queryFn: ({ signal }) => request(gapMatrix, '/api/circles/matrix', { query: { county }, signal }),
  })
}

/** As the address holds it: what is not one of the contract's words is refused by the server with the words to use. */
export type EquityAsked = {
  category?: string | undefined
  profile?: string | undefined
  group?: string | undefined
}

export function equityQuery(county: string, theme: EquityTheme, asked: EquityAsked) {
  const { category, profile, group } = asked
  return queryOptions({
    queryKey: ['circles', county, 'equity', theme, category, profile, group],
    queryFn: ({ signal }) =>
      request(equityReply, '/api/circles/equity', { query: { county, theme, category, profile, group }, signal }),
    placeholderData: (before) => before,
  })
}
