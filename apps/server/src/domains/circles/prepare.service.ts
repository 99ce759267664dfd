import { sql } from 'kysely'
import type { CountyDb, Db } from '../../platform/db/db.ts'
import { areasOfKinds } from '../places/public.ts'
import { allCircles, setPilots, upsertFacts } from './circles.sql.ts'
import { ensureCircles } from './evaluate.service.ts'
import { type TargetRow, upsertTarget } from './targets.sql.ts'

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
    await upsertFacts(
      tx,
      preparation.facts.flatMap(({ communityName, ...fact }) => {
        const circleId = circleOf(communityName)
        return circleId === undefined ? [] : [{ ...fact, circleId }]
      }),
    )
    for (const target of preparation.targets) await upsertTarget(tx, target)
  })
}

export async function currentEvaluationCount(db: Db): Promise<number> {
  const row = await db.selectFrom('evaluation').select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return row.count
}
