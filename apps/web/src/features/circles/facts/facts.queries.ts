import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  circleFactList,
  type FactImportCell,
  type FactSheet,
  factGrid,
  factImport,
  factImportApplied,
  factImportCellPage,
  factImportPage,
  factImportStarted,
  factsSaved,
} from '@xiayi/contract/circle-facts'
import { standardQuestions } from '@xiayi/contract/standards'
import { pathWith, request } from '../../../live/request.ts'

export const DEFAULT_STANDARD = 'xiayi-plan'

const circlePath = (id: string) => `/api/circles/${encodeURIComponent(id)}`

export function questionsQuery(county: string, standard: string) {
  return queryOptions({
    queryKey: ['standards', county, standard, 'questions'],
    queryFn: ({ signal }) =>
      request(standardQuestions, `/api/standards/${encodeURIComponent(standard)}/questions`, {
        query: { county },
        signal,
      }),
  })
}

export function factGridQuery(county: string, standard: string) {
  return queryOptions({
    queryKey: ['circles', county, 'facts', standard],
    queryFn: ({ signal }) => request(factGrid, '/api/circles/facts', { query: { county, standard }, signal }),
  })
}

export function circleFactsQuery(county: string, circleId: string) {
  return queryOptions({
    queryKey: ['circles', county, 'circle-facts', circleId],
    queryFn: ({ signal }) => request(circleFactList, `${circlePath(circleId)}/facts`, { query: { county }, signal }),
  })
}

export function factHistoryQuery(county: string, circleId: string, key: string) {
  return queryOptions({
    queryKey: ['circles', county, 'fact-history', circleId, key],
    queryFn: ({ signal }) =>
      request(circleFactList, `${circlePath(circleId)}/facts/${encodeURIComponent(key)}/history`, {
        query: { county },
        signal,
      }),
  })
}

export function saveFacts(county: string, given: { circleId: string; standard: string; sheet: FactSheet }) {
  return request(factsSaved, `${circlePath(given.circleId)}/facts`, {
    method: 'PUT',
    query: { county, standard: given.standard },
    body: given.sheet,
  })
}

export function factSheetAddress(county: string, standard: string): string {
  return pathWith('/api/circles/facts/sheet', { county, standard })
}

export function factImportsQuery(county: string) {
  return infiniteQueryOptions({
    queryKey: ['circles', county, 'fact-imports'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(factImportPage, '/api/circles/fact-imports', { query: { county, cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

const importPath = (id: string) => `/api/circles/fact-imports/${encodeURIComponent(id)}`

export function factImportQuery(county: string, id: string) {
  return queryOptions({
    queryKey: ['circles', county, 'fact-imports', id],
    queryFn: ({ signal }) => request(factImport, importPath(id), { query: { county }, signal }),
  })
}

export function factCellsQuery(county: string, id: string, state: FactImportCell['state']) {
  return infiniteQueryOptions({
    queryKey: ['circles', county, 'fact-imports', id, 'cells', state],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request(factImportCellPage, `${importPath(id)}/cells`, {
        query: { county, state, cursor: pageParam, limit: 50 },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** The fields come before the file: the server reads the form as it arrives and must know them first. */
export function uploadFactSheet(county: string, given: { file: File; standard: string; by: string }) {
  const form = new FormData()
  form.set('standard', given.standard)
  if (given.by.trim() !== '') form.set('by', given.by.trim())
  form.set('file', given.file)
  return request(factImportStarted, '/api/circles/fact-imports', { method: 'POST', query: { county }, body: form })
}

export function applyFactImport(county: string, id: string) {
  return request(factImportApplied, `${importPath(id)}/apply`, { method: 'POST', query: { county }, body: {} })
}

export function cancelFactImport(county: string, id: string) {
  return request(factImport, `${importPath(id)}/cancel`, { method: 'POST', query: { county }, body: {} })
}
