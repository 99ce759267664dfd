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
import { categoryNames, categorySet } from '../places/public.ts'
import { type ClauseOutcome, DEFAULT_STANDARD, getStandard, isClauseOutcome, tiersOf } from '../standards/public.ts'
import { pointsOf } from './boundary-points.ts'
import { type CircleRow, circleById } from './circles.sql.ts'
import {
  evaluationHead,
  evaluationReply,
  mainReason,
  originKindOf,
  profileOf,
  reasonWords,
} from './evaluation-reply.rules.ts'
import {
  type EvaluationRow,
  type EvaluationWithResult,
  evaluationHistory,
  latestEvaluations,
} from './evaluations.sql.ts'
import { satisfactionByCircle } from './facts/known-facts.ts'
import { rankGaps } from './gaps.rules.ts'
import { resultOf, ruleSetOf, type Standing, standingOf, unreadable } from './standing.ts'
import { latestRows, latestWithFailed, latestWithReason } from './standings.sql.ts'
import { measureTarget } from './targets.rules.ts'
import { allTargets } from './targets.sql.ts'

const names = () => categoryNames(categorySet())

function summaryOf(circle: CircleRow, standing: Standing<EvaluationRow>, reason: string | null): CircleSummary {
  const areas = circle.areaIds.flatMap((id) => standing.areas.get(id) ?? [])
  const row = standing.latest.get(circle.id)
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
    mainReason: reason,
    evaluatedAt: row?.evaluatedAt.toISOString() ?? null,
  }
}

export async function listCircles(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<CircleList> {
  const standing = await standingOf(county.db, standardId, latestWithReason)
  const reasonOf = (circle: CircleRow) => {
    const row = standing.latest.get(circle.id)
    const ruleSet = ruleSetOf(standing, row)
    return isClauseOutcome(row?.reason) && ruleSet !== undefined ? reasonWords(row.reason, ruleSet, names()) : null
  }
  return {
    standardId: standing.standard.ruleSet.id,
    tiers: tiersOf(standing.standard.ruleSet),
    items: standing.circles.map((circle) => summaryOf(circle, standing, reasonOf(circle))),
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
  const ownOnly = (db: Db, standard: string) => latestEvaluations(db, standard, id)
  return replyOf(circle, await standingOf(county.db, standardId, ownOnly))
}

/** Every circle whole: for reports. */
export async function listCirclesWhole(county: CountyDb, standardId: string): Promise<CircleReply[]> {
  const standing = await standingOf(county.db, standardId, latestEvaluations)
  return standing.circles.map((circle) => replyOf(circle, standing))
}

function replyOf(circle: CircleRow, standing: Standing<EvaluationWithResult>): CircleReply {
  const row = standing.latest.get(circle.id)
  const ruleSet = ruleSetOf(standing, row)
  if (row === undefined || ruleSet === undefined) return { ...summaryOf(circle, standing, null), evaluation: null }
  const result = resultOf(row)
  return {
    ...summaryOf(circle, standing, mainReason(result, ruleSet, names())),
    evaluation: evaluationReply(row, result, ruleSet, names()),
  }
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
    nextCursor: rows.length > options.limit && last !== undefined ? `${last.cursorAt}_${last.id}` : null,
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
  const standing = await standingOf(county.db, standardId, latestRows)
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
  const standing = await standingOf(county.db, options.standardId ?? DEFAULT_STANDARD, latestWithFailed)
  const gaps = [...standing.versions].flatMap(([version, { ruleSet }]) =>
    rankGaps(
      standing.circles.flatMap((circle) => {
        const row = standing.latest.get(circle.id)
        return row === undefined || row.standardVersion !== version
          ? []
          : [{ circleId: circle.id, circleName: circle.name, residents: row.residents, outcomes: outcomesOf(row) }]
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

function outcomesOf({ id, outcomes }: { readonly id: string; readonly outcomes: unknown }): readonly ClauseOutcome[] {
  if (Array.isArray(outcomes) && outcomes.every(isClauseOutcome)) return outcomes
  throw unreadable(id)
}

/** Communities with the tier of their circle: one feature per community, twice where two circles share one. */
export async function mapCircles(county: CountyDb, standardId: string = DEFAULT_STANDARD): Promise<CircleMap> {
  const standing = await standingOf(county.db, standardId, latestRows)
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
