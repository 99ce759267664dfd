import {
  conflictDecision,
  type ImportRow,
  importRow,
  importStarted,
  type PlaceImport,
  placeImport,
} from '@xiayi/contract/places'
import { jobStarted } from '@xiayi/contract/system'
import { request } from '../../live/request.ts'

type Upload = { file: File; kind: PlaceImport['kind']; datum: 'wgs84' | 'gcj02' | 'bd09' | null }

/** The fields come before the file: the server reads the form as it arrives and must know them first. */
export function uploadImport(county: string, { file, kind, datum }: Upload) {
  const form = new FormData()
  form.set('kind', kind)
  if (datum !== null) form.set('datum', datum)
  form.set('file', file)
  return request(importStarted, '/api/places/imports', { method: 'POST', query: { county }, body: form })
}

export function applyImport(county: string, id: string) {
  return request(jobStarted, `/api/places/imports/${encodeURIComponent(id)}/apply`, {
    method: 'POST',
    query: { county },
    body: {},
  })
}

export function cancelImport(county: string, id: string) {
  return request(placeImport, `/api/places/imports/${encodeURIComponent(id)}/cancel`, {
    method: 'POST',
    query: { county },
    body: {},
  })
}

export function decideConflict(county: string, id: string, row: number, decision: NonNullable<ImportRow['decision']>) {
  return request(importRow, `/api/places/imports/${encodeURIComponent(id)}/rows/${row}/decision`, {
    method: 'PUT',
    query: { county },
    body: conflictDecision.parse({ decision }),
  })
}
