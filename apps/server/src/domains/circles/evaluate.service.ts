import { sql } from 'kysely'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import type { Jobs } from '../../platform/jobs/jobs.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { areasOfKinds, createAutomaticAreas, currentNetwork } from '../places/public.ts'
import { DEFAULT_STANDARD, getStandard } from '../standards/public.ts'
import { allCircles, areaIdsInCircles, type CircleRow, insertCircle, lockCircles } from './circles.sql.ts'

export const EVALUATE_JOB = 'circles.evaluate'

export interface EvaluationOrder {
  /** all circles when left out */
  readonly circleIds?: readonly string[] | undefined
  readonly standardId?: string | undefined
  /** a circle whose data have not changed gets no new evaluation */
  readonly onlyChanged?: boolean
}

/** Checks what can be checked at once and leaves the rest to a job; returns its id. */
export async function startEvaluation(deps: { jobs: Jobs }, county: CountyDb, order: EvaluationOrder): Promise<string> {
  const { ruleSet } = await getStandard(county.db, order.standardId ?? DEFAULT_STANDARD)
  if ((await currentNetwork(county.db)) === undefined)
    throw new Problem(
      'network-missing',
      '还没有步行路网，无法评估。先导入 OpenStreetMap 数据：数据导入页，或 xiayi import osm <文件>。',
    )
  await ensureCircles(county, { drawsCells: true })
  const circles = await standingCircles(county.db)
  if (circles.length === 0)
    throw new Problem('evaluation-impossible', '还没有社区边界，没有可评估的生活圈。先导入社区边界（GeoJSON）。')
  const known = new Set(circles.map((circle) => circle.id))
  const unknown = (order.circleIds ?? []).filter((id) => !known.has(id))
  if (unknown.length > 0) throw new Problem('not-found', `没有编号为“${unknown[0]}”的生活圈。请从全县列表里重新选择。`)
  return county.transact((tx) =>
    deps.jobs.enqueue(tx, county.code, EVALUATE_JOB, {
      circleIds: order.circleIds ?? null,
      standardId: ruleSet.id,
      onlyChanged: order.onlyChanged === true,
    }),
  )
}

/**
 * 一社一圈: a community that no circle covers gets one of its own; circles that people drew stay as they are. A county
 * without any community is first divided into cells, which say of themselves that they are no administrative areas.
 */
export async function ensureCircles(county: CountyDb, options: { drawsCells: boolean }): Promise<number> {
  return county.transact(async (tx) => {
    await lockCircles(tx)
    if (options.drawsCells && (await areasOfKinds(tx, ['community'])).length === 0)
      await createAutomaticAreas(tx, county.code)
    const covered = await areaIdsInCircles(tx)
    const missing = (await areasOfKinds(tx, ['community'])).filter((area) => !covered.has(area.id))
    for (const area of missing)
      await insertCircle(tx, { name: circleName(area.name), isUrban: area.isUrban, isPilot: false, areaIds: [area.id] })
    return missing.length
  })
}

/** Circles with at least one area that is still drawn; the others keep their history and are shown no more. */
export async function standingCircles(db: Db): Promise<readonly CircleRow[]> {
  const drawn = new Set((await areasOfKinds(db, ['community', 'declared'])).map((area) => area.id))
  return (await allCircles(db)).filter((circle) => circle.areaIds.some((id) => drawn.has(id)))
}

/** 滨湖路居委会 → 滨湖路生活圈 */
function circleName(communityName: string): string {
  return `${communityName.replace(/(社区)?(居民委员会|居委会|村民委员会|村委会|社区)$/, '')}生活圈`
}

/** True when an evaluation of all circles waits its turn: it will see every change made until it starts. */
export async function isEvaluationWaiting(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', EVALUATE_JOB)
    .where('state', '=', 'queued')
    .where(sql<boolean>`input -> 'circleIds' = 'null'::jsonb`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
