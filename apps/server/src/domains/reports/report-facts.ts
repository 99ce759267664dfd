import type {
  CircleMap,
  CircleReply,
  CountySummary,
  EvaluationPage,
  Gap,
  WalkshedCollection,
} from '@xiayi/contract/circles'

/**
 * Everything a report says, read at one moment: plain data that travels to the thread which prints. The replies are those of
 * the API, so a number on paper is the number on the screen.
 */
export interface ReportFacts {
  readonly countyCode: string
  readonly countyName: string
  readonly isExample: boolean
  /** of the county's data: places, buildings, areas, network */
  readonly revision: number
  /** ISO time the data were read */
  readonly readAt: string
  readonly source: string
  readonly network: { readonly version: string; readonly attribution: string; readonly createdAt: string } | null
  readonly standardVersion: string
  readonly summary: CountySummary
  readonly gaps: readonly Gap[]
  readonly map: CircleMap
  readonly circles: readonly CirclePaper[]
}

export interface CirclePaper {
  readonly circle: CircleReply
  readonly history: EvaluationPage['items']
  readonly historyIsWhole: boolean
  /** null where nothing can be walked from */
  readonly walkshed: WalkshedCollection | null
}
