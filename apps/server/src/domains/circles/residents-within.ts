import { UNREACHED } from '@xiayi/engine/bucket-search'
import type { Seed } from '@xiayi/engine/seeds'
import { WalkSearch } from '@xiayi/engine/walk-search'
import type { StreetModel, Walking } from '../places/public.ts'

/** How many residents live within each of some walking times of the seeds, the longest last. Counted on the network. */
export function residentsWithin(
  model: StreetModel,
  walking: Walking,
  seeds: readonly Seed[],
  limitSeconds: readonly number[],
): number[] {
  const search = new WalkSearch(walking.graph.away)
  search.begin(Math.max(...limitSeconds) * 1000)
  for (const [node, ms] of seeds) search.seed(node, ms)
  search.run()
  const times = new Int32Array(walking.graph.network.nodeCount)
  search.fillAll(times)
  const { buildings } = model
  const counts = limitSeconds.map(() => 0)
  for (let b = 0; b < buildings.count; b++) {
    let best = UNREACHED
    for (let s = walking.buildingSeeds.offset[b] ?? 0; s < (walking.buildingSeeds.offset[b + 1] ?? 0); s++) {
      const there = times[walking.buildingSeeds.node[s] ?? 0] ?? UNREACHED
      if (there !== UNREACHED) best = Math.min(best, there + (walking.buildingSeeds.ms[s] ?? 0))
    }
    const people = (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
    limitSeconds.forEach((limit, at) => {
      if (best <= limit * 1000) counts[at] = (counts[at] ?? 0) + people
    })
  }
  return counts
}
