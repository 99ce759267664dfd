import type { Db } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { type AreaRow, areasOfKinds } from '../places/public.ts'
import {
  type EvaluationResult,
  getStandard,
  isEvaluationResult,
  type RuleSet,
  type StoredRuleSet,
} from '../standards/public.ts'
import { allCircles, type CircleRow } from './circles.sql.ts'
import type { EvaluationRow, EvaluationWithResult } from './evaluations.sql.ts'

/** The county's circles with their newest evaluations, as much of each as was read. */
export interface Standing<R extends EvaluationRow> {
  /** those with a boundary that is still drawn */
  readonly circles: readonly CircleRow[]
  readonly areas: ReadonlyMap<string, AreaRow>
  /** by circle */
  readonly latest: ReadonlyMap<string, R>
  /** the newest version, for titles and targets */
  readonly standard: StoredRuleSet
  /** the version each evaluation was made with */
  readonly versions: ReadonlyMap<string, StoredRuleSet>
}

/** @param read the newest evaluations: one of `standings.sql.ts`, or whole ones */
export async function standingOf<R extends EvaluationRow>(
  db: Db,
  standardId: string,
  read: (db: Db, standardId: string) => Promise<readonly R[]>,
): Promise<Standing<R>> {
  const standard = await getStandard(db, standardId)
  const [circles, areas, rows] = await Promise.all([
    allCircles(db),
    areasOfKinds(db, ['community', 'declared']),
    read(db, standard.ruleSet.id),
  ])
  const drawn = new Map(areas.map((area) => [area.id, area]))
  return {
    circles: circles.filter((circle) => circle.areaIds.some((id) => drawn.has(id))),
    areas: drawn,
    latest: new Map(rows.map((row) => [row.circleId, row])),
    standard,
    versions: await versionsOf(db, standard, rows),
  }
}

/** The versions of a standard that some evaluations were made with, the newest among them. */
async function versionsOf(
  db: Db,
  standard: StoredRuleSet,
  rows: readonly { readonly standardVersion: string }[],
): Promise<ReadonlyMap<string, StoredRuleSet>> {
  const versions = new Map([[standard.ruleSet.version, standard]])
  for (const { standardVersion } of rows)
    if (!versions.has(standardVersion))
      versions.set(standardVersion, await getStandard(db, `${standard.ruleSet.id}@${standardVersion}`))
  return versions
}

export function ruleSetOf(standing: Standing<EvaluationRow>, row: EvaluationRow | undefined): RuleSet | undefined {
  return row === undefined ? undefined : standing.versions.get(row.standardVersion)?.ruleSet
}

export function resultOf(row: EvaluationWithResult): EvaluationResult {
  if (isEvaluationResult(row.result)) return row.result
  throw unreadable(row.id)
}

export function unreadable(evaluationId: string): Problem {
  return new Problem('internal', `评估 ${evaluationId} 的结果读不出来。请运行 xiayi verify，并重新评估。`)
}
