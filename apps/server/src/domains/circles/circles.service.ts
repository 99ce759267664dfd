import type {
  CircleList,
  CircleMap,
  CircleReply,
  CircleSummary,
  CountySummary,
  EvaluationPage,
  GapPage,
} from '@xiayi/contract/circles'
import { boxOfPoints } from '@xiayi/geo/boxes'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { type AreaRow, areasOfKinds, categoryNames, categorySet } from '../places/public.ts'
import {
  DEFAULT_STANDARD,
  type EvaluationResult,
  getStandard,
  isEvaluationResult,
  type StoredRuleSet,
  tiersOf,
} from '../standards/public.ts'
import { pointsOf } from './boundary-points.ts'
import { allCircles, type CircleRow, circleById } from './circles.sql.ts'
import { evaluationHead, evaluationReply, mainReason, originKindOf, profileOf } from './evaluation-reply.rules.ts'
import { type EvaluationWithResult, evaluationHistory, latestEvaluations } from './evaluations.sql.ts'
import { satisfactionByCircle } from './facts.service.ts'
import { rankGaps } from './gaps.rules.ts'
import { measureTarget } from './targets.rules.ts'
import { allTargets } from './targets.sql.ts'

function resultOf(row: EvaluationWithResult): EvaluationResult {
  if (isEvaluationResult(row.result)) return row.result
  throw new Problem('internal', `评估 ${row.id} 的结果读不出来。请运行 xiayi verify，并重新评估。`)
}

const names = () => categoryNames(categorySet())

interface Standing {
  readonly circles: readonly CircleRow[]
  readonly areas: ReadonlyMap<string, AreaRow>
  readonly latest: ReadonlyMap<string, EvaluationWithResult>
  /** the newest version, for titles and targets */
  readonly standard: StoredRuleSet
  /** the version each evaluation was made with */
  readonly versions: ReadonlyMap<string, StoredRuleSet>
}

/** What the lists are made of; with `circleId` only that circle's evaluation is read. */
async function standingOf(db: Db, standardId: string, circleId?: string): Promise<Standing> {
  const standard = await getStandard(db, standardId)
  const [circles, areas, rows] = await Promise.all([
    allCircles(db),
    areasOfKinds(db, ['community', 'declared']),
    latestEvaluations(db, standard.ruleSet.id, circleId),
  ])
  const versions = new Map([[standard.ruleSet.version, standard]])
  for (const { standardVersion } of rows)
    if (!versions.has(standardVersion))
      versions.set(standardVersion, await getStandard(db, `${standard.ruleSet.id}@${standardVersion}`))
  const drawn = new Map(areas.map((area) => [area.id, area]))
  return {
    circles: circles.filter((circle) => circle.areaIds.some((id) => drawn.has(id))),
    areas: drawn,
    latest: new Map(rows.map((row) => [row.circleId, row])),
    standard,
    versions,
  }
}

function summaryOf(circle: CircleRow, standing: Standing): CircleSummary {
  const areas = circle.areaIds.flatMap((id) => standing.areas.get(id) ?? [])
  const row = standing.latest.get(circle.id)
  const ruleSet = row === undefined ? undefined : standing.versions.get(row.standardVersion)?.ruleSet
  const [west, south, east, north] = boxOfPoints(areas.flatMap((area) => pointsOf(area.boundary.coordinates)))
  return {
    id: circle.id,
    name: circle.name,
    isPilot: circle.isPilot,
    isUrban: circle.isUrban,
    communityIds: [...circle.areaIds],
    communityNames: areas.map((area) => area.name),
    townName: areas[0]?.parentName ?? null,
    center: [(west + east) / 2, (south + north) / 2],
    profile: profileOf(circle.profile),
    originKind: originKindOf(row?.originKind),
    residents: row?.residents ?? null,
    tierId: row?.tierId ?? null,
    isEvaluated: row !== undefined,
    passed: row?.passed ?? 0,
    failed: row?.failed ?? 0,
    unknown: row?.unknown ?? 0,
    mainReason: row === undefined || ruleSet === undefined ? null : mainReason(resultOf(row), ruleSet, names()),
    evaluatedAt: row?.evaluatedAt.toISOString() ?? null,
  }
}

export async function listCircles(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<CircleList> {
  const standing = await standingOf(county.db, standardId)
  return {
    standardId: standing.standard.ruleSet.id,
    tiers: tiersOf(standing.standard.ruleSet),
    items: standing.circles.map((circle) => summaryOf(circle, standing)),
  }
}

export async function getCircleRow(db: Db, id: string): Promise<CircleRow> {
  const circle = /^[0-9a-f-]{36}$/.test(id) ? await circleById(db, id) : undefined
  if (circle === undefined) throw new Problem('not-found', `没有编号为“${id}”的生活圈。请从全县列表里重新选择。`)
  return circle
}

export async function getCircle(
  county: CountyDb,
  id: string,
  standardId: string = DEFAULT_STANDARD,
): Promise<CircleReply> {
  const circle = await getCircleRow(county.db, id)
  return replyOf(circle, await standingOf(county.db, standardId, id))
}

/** Every circle whole: for reports. */
export async function listCirclesWhole(county: CountyDb, standardId: string): Promise<CircleReply[]> {
  const standing = await standingOf(county.db, standardId)
  return standing.circles.map((circle) => replyOf(circle, standing))
}

function replyOf(circle: CircleRow, standing: Standing): CircleReply {
  const row = standing.latest.get(circle.id)
  const ruleSet = row === undefined ? undefined : standing.versions.get(row.standardVersion)?.ruleSet
  const evaluation =
    row === undefined || ruleSet === undefined ? null : evaluationReply(row, resultOf(row), ruleSet, names())
  return { ...summaryOf(circle, standing), evaluation }
}

export async function listEvaluations(
  county: CountyDb,
  id: string,
  options: { standardId: string; limit: number; cursor: string | undefined },
): Promise<EvaluationPage> {
  await getCircleRow(county.db, id)
  const standard = await getStandard(county.db, options.standardId)
  const before = options.cursor === undefined ? undefined : readCursor(options.cursor)
  const rows = await evaluationHistory(county.db, id, {
    standardId: standard.ruleSet.id,
    limit: options.limit + 1,
    before,
  })
  const shown = rows.slice(0, options.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => evaluationHead(row, standard.ruleSet)),
    nextCursor:
      rows.length > options.limit && last !== undefined ? `${last.evaluatedAt.toISOString()}_${last.id}` : null,
    total: null,
  }
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = cursor.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Problem('bad-request', '翻页标记不对。请从第一页重新开始。')
  return { at, id }
}

export async function summariseCounty(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<CountySummary> {
  const standing = await standingOf(county.db, standardId)
  const { ruleSet } = standing.standard
  const tiers = tiersOf(ruleSet)
  const orders = Object.fromEntries(tiers.map((tier) => [tier.id, tier.order]))
  const satisfaction = await satisfactionByCircle(county.db)
  const rows = [...standing.latest.values()]
  const standings = standing.circles.map((circle) => {
    const row = standing.latest.get(circle.id)
    return {
      isPilot: circle.isPilot,
      isUrban: circle.isUrban,
      isEvaluated: row !== undefined,
      tierOrder: orders[row?.tierId ?? ''] ?? 0,
      communities: circle.areaIds.length,
      satisfaction: satisfaction.get(circle.id),
    }
  })
  const targets = await allTargets(county.db)
  const newest = rows.reduce<Date | null>(
    (latest, row) => (latest === null || row.evaluatedAt > latest ? row.evaluatedAt : latest),
    null,
  )
  return {
    standardId: ruleSet.id,
    standardTitle: ruleSet.title,
    isOfficial: ruleSet.isOfficial,
    evaluatedAt: newest?.toISOString() ?? null,
    circles: standing.circles.length,
    residents: rows.reduce((sum, row) => sum + row.residents, 0),
    tiers: tiers.map((tier) => ({ ...tier, circles: rows.filter((row) => row.tierId === tier.id).length })),
    withoutTier: rows.filter((row) => row.tierId === null).length,
    targets: targets.map((target) => {
      const found = measureTarget(target, standings, orders)
      return {
        id: target.id,
        title: target.title,
        denominator: found.denominator,
        denominatorLabel: target.denominatorLabel,
        fixedAt: target.fixedOn,
        numerator: found.numerator,
        value: found.value,
        goal: target.goal,
        unit: target.unit,
        dueDate: target.dueDate,
        isMet: found.isMet,
        finding: found.finding,
      }
    }),
    speedMetresPerSecond: rows[0]?.speedMetresPerSecond ?? 1.2,
  }
}

export async function listGaps(
  county: CountyDb,
  options: { standardId?: string | undefined; limit: number; offset: number },
): Promise<GapPage> {
  const standing = await standingOf(county.db, options.standardId ?? DEFAULT_STANDARD)
  const gaps = [...standing.versions].flatMap(([version, { ruleSet }]) =>
    rankGaps(
      standing.circles.flatMap((circle) => {
        const row = standing.latest.get(circle.id)
        return row === undefined || row.standardVersion !== version
          ? []
          : [{ circleId: circle.id, circleName: circle.name, result: resultOf(row) }]
      }),
      ruleSet,
      names(),
    ),
  )
  gaps.sort((a, b) => b.peopleAffected - a.peopleAffected)
  const end = options.offset + options.limit
  return {
    items: gaps.slice(options.offset, end),
    nextCursor: end < gaps.length ? String(end) : null,
    total: gaps.length,
  }
}

/** Communities with the tier of their circle: one feature per community, twice where two circles share one. */
export async function mapCircles(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<CircleMap> {
  const standing = await standingOf(county.db, standardId)
  return {
    type: 'FeatureCollection' as const,
    features: standing.circles.flatMap((circle) =>
      circle.areaIds.flatMap((id) => {
        const area = standing.areas.get(id)
        if (area === undefined) return []
        const row = standing.latest.get(circle.id)
        return [
          {
            type: 'Feature' as const,
            geometry: area.boundary,
            properties: {
              circleId: circle.id,
              communityId: id,
              name: area.name,
              tierId: row?.tierId ?? null,
              isEvaluated: row !== undefined,
              isPilot: circle.isPilot,
              isUrban: circle.isUrban,
              residents: area.residents,
            },
          },
        ]
      }),
    ),
  }
}
