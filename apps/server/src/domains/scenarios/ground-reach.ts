import { setImmediate as breathe } from 'node:timers/promises'
import type { Preview } from '@xiayi/contract/scenarios'
import { BuildingWalker, placesByCategory } from '../circles/public.ts'
import type { StreetModel, Walking } from '../places/public.ts'
import { categoryCounts, isSameReach, type Reach, withinLimit } from './preview-figures.rules.ts'

/** A category that a plan of the ground alone brings nearer to somebody, or further. */
export interface GroundReach {
  readonly reach: Reach
  readonly counts: Preview['changes'][number]
}

interface Side {
  readonly model: StreetModel
  readonly walking: Walking
}

const known = new WeakMap<StreetModel, Map<string, Promise<GroundReach[]>>>()

/** Every category that differs, places as they are; computed once for a plan and a way of asking. */
export function groundReach(today: Side, planned: Side, minutes: number): Promise<readonly GroundReach[]> {
  const { as } = planned.walking
  const key = `${as.profile} ${as.speedMps} ${minutes}`
  const ofPlan = known.get(planned.model) ?? new Map<string, Promise<GroundReach[]>>()
  known.set(planned.model, ofPlan)
  const before = ofPlan.get(key)
  if (before !== undefined) return before
  const made = compute(today, planned, minutes)
  ofPlan.set(key, made)
  made.catch(() => ofPlan.delete(key))
  return made
}

async function compute(today: Side, planned: Side, minutes: number): Promise<GroundReach[]> {
  const { categories } = planned.model.categories
  const lists = placesByCategory(planned.model.places, categories.length)
  const [was, is] = [new BuildingWalker(today.walking), new BuildingWalker(planned.walking)]
  const found: GroundReach[] = []
  for (const [c, { id }] of categories.entries()) {
    const places = lists[c] ?? []
    if (places.length === 0) continue
    const within = (walker: BuildingWalker) => withinLimit(walker.toNearest(places, minutes * 60).ms, minutes * 60_000)
    const reach = { categoryId: id, before: within(was), after: within(is) }
    if (!isSameReach(reach)) found.push({ reach, counts: categoryCounts(planned.model.buildings, reach) })
    // A category of a city takes some 10 ms; requests get their turn in between.
    await breathe()
  }
  return found
}
