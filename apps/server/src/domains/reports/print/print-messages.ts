import type { Report } from '@xiayi/contract/reports'
import type { TilePage } from '../../places/public.ts'
import type { ReportFacts } from '../report-facts.ts'

export interface PrintOrder {
  readonly kind: Report['kind']
  readonly format: Report['format']
  readonly title: string
}

export type ToPrinter =
  | { readonly type: 'ground'; readonly page: TilePage }
  | { readonly type: 'print'; readonly order: PrintOrder; readonly facts: ReportFacts }

export type FromPrinter =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly bytes: Uint8Array }
  | { readonly type: 'failed'; readonly message: string }
