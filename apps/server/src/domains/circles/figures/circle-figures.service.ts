import { gunzipSync } from 'node:zlib'
import type { CircleChanges, CircleComparison, CircleMissing, CircleTrend } from '@xiayi/contract/circle-figures'
import type { CountyDb, Db } from '../../../platform/db/db.ts'
import type { Files } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { categoryNames, categorySet, type StreetModel, streetModelOf } from '../../places/public.ts'
import { type CircleInput, getStandard, isCircleInput, tiersOf } from '../../standards/public.ts'
import { getCircleRow } from '../circles.service.ts'
import { allCircles, type CircleRow } from '../circles.sql.ts'
import { categoryIdsOf } from '../evaluation-run.ts'
import { type EvaluationWithResult, latestEvaluations } from '../evaluations.sql.ts'
import { secondsToPlaces, seedsOfBuilding } from '../origins.ts'
import { resultOf } from '../standing.ts'
import { changesBetween, type Moment } from './changes.rules.ts'
import { comparisonOf } from './compare.rules.ts'
import { type BriefEvaluation, briefHistory, evaluationOfCircle, latestBriefs } from './figures.sql.ts'
import { type LeftOut, missingClauses } from './missing.rules.ts'
import { markOf, trendOf } from './trend.rules.ts'

/** Two years of monthly evaluations: more points than a line on a page can tell apart. */
const MOST_MARKS = 24
const WALK_LIMIT_SECONDS = 3600

export async function trendOfCircle(county: CountyDb, id: string, standardId: string): Promise<CircleTrend> {
  await getCircleRow(county.db, id)
  const { ruleSet } = await getStandard(county.db, standardId)
  const newestFirst = await briefHistory(county.db, id, { standardId: ruleSet.id, limit: MOST_MARKS + 1 })
  return {
    circleId: id,
    standardId: ruleSet.id,
    tiers: tiersOf(ruleSet),
    ...trendOf(newestFirst.slice(0, MOST_MARKS).toReversed(), ruleSet),
    isCut: newestFirst.length > MOST_MARKS,
  }
}

export async function compareCircles(
  county: CountyDb,
  id: string,
  options: { standardId: string; with: string | undefined },
): Promise<CircleComparison> {
  const circle = await getCircleRow(county.db, id)
  const other = options.with === undefined ? undefined : await getCircleRow(county.db, options.with)
  const { ruleSet } = await getStandard(county.db, options.standardId)
  const latest = new Map((await latestBriefs(county.db, ruleSet.id)).map((row) => [row.circleId, row]))
  const alike = (await allCircles(county.db)).filter(({ isUrban }) => isUrban === circle.isUrban)
  const evaluated = alike.flatMap((each) => latest.get(each.id) ?? [])
  return {
    standardId: ruleSet.id,
    medianOf: { circles: evaluated.length, label: circle.isUrban ? '主城区生活圈' : '主城区以外的生活圈' },
    own: headOf(circle, latest.get(id)),
    other: other === undefined ? null : headOf(other, latest.get(other.id)),
    items: comparisonOf({
      ruleSet,
      own: latest.get(id)?.outcomes ?? [],
      other: other === undefined ? null : (latest.get(other.id)?.outcomes ?? []),
      all: evaluated.map(({ outcomes }) => outcomes),
    }),
  }
}

function headOf(circle: CircleRow, row: BriefEvaluation | undefined): CircleComparison['own'] {
  return { circleId: circle.id, name: circle.name, tierId: row?.tierId ?? null, residents: row?.residents ?? 0 }
}

export async function missingOfCircle(
  deps: { files: Files },
  county: CountyDb,
  query: { readonly id: string; readonly standardId: string },
): Promise<CircleMissing> {
  await getCircleRow(county.db, query.id)
  const { ruleSet } = await getStandard(county.db, query.standardId)
  const [row] = await latestEvaluations(county.db, ruleSet.id, query.id)
  const head = { circleId: query.id, standardId: ruleSet.id, tiers: tiersOf(ruleSet) }
  if (row === undefined) return { ...head, items: [] }
  const used = await getStandard(county.db, `${ruleSet.id}@${row.standardVersion}`)
  const clauses = missingClauses(resultOf(row), used.ruleSet, categoryNames(categorySet()))
  const model = await streetModelOf(county, deps.files)
  const items = []
  for (const { leftOut, ...item } of clauses)
    items.push({ ...item, walk: leftOut === null ? null : await walkOf(model, leftOut) })
  return { ...head, items }
}

/** The walk as it is now: the building may have gone since the evaluation, and places come and go. */
async function walkOf(model: StreetModel, leftOut: LeftOut): Promise<CircleMissing['items'][number]['walk']> {
  const { buildings, places } = model
  const row = buildings.ids.indexOf(leftOut.buildingId)
  if (row < 0) return null
  const walking = await model.walking({ profile: leftOut.profile })
  const secondsTo = secondsToPlaces(walking, seedsOfBuilding(walking, row), WALK_LIMIT_SECONDS)
  let nearest: { place: number; seconds: number } | undefined
  for (let place = 0; place < places.count; place++) {
    if (!categoryIdsOf(model, place).some((id) => leftOut.anyOf.includes(id))) continue
    const seconds = secondsTo(place)
    if (seconds !== undefined && (nearest === undefined || seconds < nearest.seconds)) nearest = { place, seconds }
  }
  return {
    from: [buildings.lon[row] ?? 0, buildings.lat[row] ?? 0],
    residents: leftOut.residents,
    limitSeconds: leftOut.limitSeconds,
    profile: leftOut.profile,
    speedMetresPerSecond: walking.as.speedMps,
    place:
      nearest === undefined
        ? null
        : {
            placeId: places.ids[nearest.place] ?? '',
            name: places.names[nearest.place] ?? '',
            seconds: Math.round(nearest.seconds),
          },
  }
}

/** What is different between two evaluations under the same standard, and which places and facts it comes from. */
export async function changesOfCircle(
  deps: { files: Files },
  county: CountyDb,
  query: { readonly id: string; readonly from: string; readonly to: string },
): Promise<CircleChanges> {
  await getCircleRow(county.db, query.id)
  const before = await getEvaluation(county.db, query.id, query.from)
  const after = await getEvaluation(county.db, query.id, query.to)
  if (before.standardId !== after.standardId)
    throw new Problem('invalid-input', '这两次评估用的不是同一个标准，不能逐条比较。请选同一标准的两次评估。', {
      errors: [{ where: 'querystring/to', message: '两次评估的标准不同' }],
    })
  const { ruleSet } = await getStandard(county.db, `${after.standardId}@${after.standardVersion}`)
  const [was, is] = await Promise.all([momentOf(deps.files, county, before), momentOf(deps.files, county, after)])
  return { circleId: query.id, from: markOf(before), to: markOf(after), ...changesBetween(was, is, ruleSet) }
}

async function getEvaluation(db: Db, circleId: string, id: string): Promise<EvaluationWithResult> {
  const row = await evaluationOfCircle(db, circleId, id)
  if (row === undefined) throw new Problem('not-found', `这个生活圈没有编号为“${id}”的评估。请从评价记录里选择。`)
  return row
}

async function momentOf(files: Files, county: CountyDb, row: EvaluationWithResult): Promise<Moment> {
  return { outcomes: resultOf(row).clauses, input: await inputOf(files, county, row) }
}

async function inputOf(files: Files, county: CountyDb, row: EvaluationWithResult): Promise<CircleInput> {
  const input: unknown = JSON.parse(gunzipSync(await files.read(county.code, row.inputSha256)).toString('utf8'))
  if (isCircleInput(input)) return input
  throw new Problem('internal', `评估 ${row.id} 的输入读不出来。请运行 xiayi verify。`)
}
