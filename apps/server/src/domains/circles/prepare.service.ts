import { randomUUID } from 'node:crypto'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { areasOfKinds } from '../places/public.ts'
import { DEFAULT_STANDARD } from '../standards/public.ts'
import { allCircles, setPilots } from './circles.sql.ts'
import { ensureCircles } from './evaluate.service.ts'
import { evaluateCounty } from './evaluate-county.ts'
import { daysEvaluated } from './evaluations.sql.ts'
import { planFacts } from './facts/fact-plan.rules.ts'
import { allFacts, lockFacts, writeFacts } from './facts/facts.sql.ts'
import { settleTarget } from './targets.service.ts'
import type { TargetRow } from './targets.sql.ts'

/** A fact about the circle of one community, named as people name it. */
export interface CircleFactEntry {
  readonly communityName: string
  readonly key: string
  readonly value: unknown
  readonly evidence: string
  readonly observedOn: string
}

export interface CirclePreparation {
  /** names of the pilot communities */
  readonly pilots: readonly string[]
  readonly facts: readonly CircleFactEntry[]
  readonly targets: readonly TargetRow[]
}

/** Circles for all communities, with their facts, the pilots and the county's targets. Twice is once. */
export async function prepareCircles(county: CountyDb, preparation: CirclePreparation): Promise<void> {
  await ensureCircles(county, { drawsCells: false })
  const areas = new Map((await areasOfKinds(county.db, ['community'])).map((area) => [area.name, area.id]))
  const circles = await allCircles(county.db)
  const circleOf = (communityName: string) =>
    circles.find((circle) => circle.areaIds.includes(areas.get(communityName) ?? ''))?.id
  await county.transact(async (tx) => {
    await setPilots(
      tx,
      preparation.pilots.flatMap((name) => circleOf(name) ?? []),
    )
    await lockFacts(tx)
    const wanted = preparation.facts.flatMap(({ communityName, ...fact }) => {
      const circleId = circleOf(communityName)
      return circleId === undefined ? [] : [{ ...fact, circleId }]
    })
    await writeFacts(tx, planFacts(await allFacts(tx), wanted, { by: null, channel: 'program' }).writes)
    for (const target of preparation.targets) await settleTarget(tx, target)
  })
}

/** The days that evaluations of the default standard stand for. */
export async function evaluatedDays(db: Db): Promise<ReadonlySet<string>> {
  return daysEvaluated(db, DEFAULT_STANDARD)
}

export interface PastEvaluation {
  /** YYYY-MM-DD */
  readonly asOf: string
  readonly signal: AbortSignal
  report(share: number, stage: string): void
}

/**
 * Evaluates all circles as map and facts are in the database now, and keeps the result under the day it stands for: how a
 * seed builds a county's history, day after day. No job, so that a restart never delivers it to a later state of the data.
 */
export async function evaluateAsOf(files: Files, county: CountyDb, past: PastEvaluation): Promise<void> {
  await evaluateCounty(files, county, {
    jobId: randomUUID(),
    circleIds: null,
    standardId: DEFAULT_STANDARD,
    onlyChanged: false,
    at: { asOf: past.asOf, evaluatedAt: new Date(`${past.asOf}T18:00:00+08:00`) },
    signal: past.signal,
    report: (share, stage) => past.report(share, stage),
  })
}
