import type { CircleSummary, ClauseResult, CountySummary } from '@xiayi/contract/circles'
import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import { DEFAULT_STANDARD, getStandard, tiersOf } from '../standards/public.ts'
import { listCirclesWhole, summariseCounty } from './circles.service.ts'

export interface CircleReport
  extends Pick<
    CountySummary,
    'standardId' | 'standardTitle' | 'isOfficial' | 'evaluatedAt' | 'speedMetresPerSecond' | 'targets'
  > {
  readonly countyCode: string
  readonly countyName: string
  readonly isExample: boolean
  readonly standardVersion: string
  readonly circles: readonly (CircleSummary & {
    readonly tierName: string | null
    readonly clauses: readonly ClauseResult[]
  })[]
}

/** The newest evaluation of every circle, whole: for the command line and for files. The numbers are those of the screen. */
export async function circleReport(
  deps: { counties: Counties },
  county: CountyDb,
  standardId: string = DEFAULT_STANDARD,
): Promise<CircleReport> {
  const row = await deps.counties.getRow(county.code)
  const summary = await summariseCounty(county, standardId)
  const { ruleSet } = await getStandard(county.db, standardId)
  const tiers = new Map(tiersOf(ruleSet).map((tier) => [tier.id, tier.name]))
  const circles = (await listCirclesWhole(county, standardId)).map(({ evaluation, ...circle }) => ({
    ...circle,
    tierName: circle.tierId === null ? null : (tiers.get(circle.tierId) ?? null),
    clauses: evaluation?.clauses ?? [],
  }))
  return {
    countyCode: row.code,
    countyName: row.name,
    isExample: row.isExample,
    standardId: summary.standardId,
    standardTitle: summary.standardTitle,
    standardVersion: ruleSet.version,
    isOfficial: summary.isOfficial,
    evaluatedAt: summary.evaluatedAt,
    speedMetresPerSecond: summary.speedMetresPerSecond,
    targets: summary.targets,
    circles,
  }
}
