import { createHash } from 'node:crypto'
import type { CutOff } from '@xiayi/contract/network-edits'
import { inMainPart } from '@xiayi/engine/cut-off'
import type { CountyDb } from '../../platform/db/db.ts'
import { misfitWords, type PlannedModel, type StreetModel } from '../places/public.ts'
import { type GroundChanges, type Misfit, misfit } from './ground-changes.ts'
import { type StandingCounty, standingCounty } from './standing-county.ts'

/** Plans kept of one county: those of the planners at work, each with its network and its evaluation. */
const MOST_PLANS = 4

/** A county whose ground is changed: its model, and how it then stands without any place changed. */
export interface PlannedCounty {
  readonly model: StreetModel
  readonly standing: StandingCounty
  /** changes that could not be laid on */
  readonly misfits: readonly Misfit[]
  readonly cutOff: CutOff | null
}

interface Today {
  readonly model: StreetModel
  readonly standing: StandingCounty
}

const kept = new WeakMap<StreetModel, Map<string, Promise<PlannedModel>>>()

/** Made once for a plan, so that a place dragged over it costs only that place; without anything on the ground it is today's. */
export async function plannedCounty(
  county: CountyDb,
  today: Today,
  { ground, standardId }: { ground: GroundChanges; standardId: string | undefined },
): Promise<PlannedCounty> {
  if (ground.edits.length + ground.housing.length === 0) return { ...today, misfits: ground.misfits, cutOff: null }
  const planned = await plannedModelOf(today.model, ground)
  const standing = await standingCounty(county, planned.model, standardId)
  const laid = ground.edits.flatMap(({ at }, i): Misfit[] => {
    const why = planned.misfits.get(i)
    if (why === undefined) return []
    const message = misfitWords(why)
    return [{ at, problem: misfit(at, { detail: `接不上路网：${message}。请改画。`, message }) }]
  })
  const stranded = ground.housing.flatMap(({ at, id }): Misfit[] =>
    planned.stranded.includes(id)
      ? [
          {
            at,
            problem: misfit(at, {
              detail: '这个位置 150 米内没有步行路，住户出不了门。请换一个位置，或先画一条路。',
              message: '离步行路太远',
            }),
          },
        ]
      : [],
  )
  const misfits = [...ground.misfits, ...laid, ...stranded].sort((a, b) => a.at - b.at)
  const isClosing = ground.edits.some(({ edit }) => edit.kind === 'close-path')
  return {
    model: planned.model,
    standing,
    misfits,
    cutOff: isClosing ? await cutOffBy(today.model, planned.model) : null,
  }
}

function plannedModelOf(model: StreetModel, { edits, housing }: GroundChanges): Promise<PlannedModel> {
  const plan = { edits: edits.map(({ edit }) => edit), housing }
  const key = createHash('sha256').update(JSON.stringify(plan)).digest('hex')
  const plans = kept.get(model) ?? new Map<string, Promise<PlannedModel>>()
  kept.set(model, plans)
  const planned = plans.get(key) ?? model.planned(plan)
  plans.delete(key)
  plans.set(key, planned)
  planned.catch(() => plans.delete(key))
  const oldest = plans.keys().next()
  if (plans.size > MOST_PLANS && oldest.done === false) plans.delete(oldest.value)
  return planned
}

/** Homes that had a way to the rest of the town and have none; null when there are none. */
async function cutOffBy(before: StreetModel, after: StreetModel): Promise<CutOff | null> {
  const [was, is] = await Promise.all([before.walking({ profile: 'adult' }), after.walking({ profile: 'adult' })])
  const had = inMainPart(before.network, was.buildings)
  const has = inMainPart(after.network, is.buildings)
  const { buildings, compounds } = before
  const rows = [...had.keys()].filter((row) => had[row] === 1 && has[row] === 0)
  if (rows.length === 0) return null
  const people = (row: number) =>
    (buildings.under15[row] ?? 0) + (buildings.from15to59[row] ?? 0) + (buildings.over60[row] ?? 0)
  const names = rows.flatMap((row) => compounds[buildings.compound[row] ?? -1]?.name ?? [])
  return {
    residents: rows.reduce((sum, row) => sum + people(row), 0),
    buildings: rows.length,
    compounds: [...new Set(names)],
  }
}
