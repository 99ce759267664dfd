import type { WalkGraph } from './compile-profile.ts'
import { countsWithin } from './counts.ts'
import { type CoverSetInput, coverSets } from './cover-sets.ts'
import { type BuildingTimes, buildingTimes } from './coverage.ts'
import { type ExactOptions, exactSites } from './exact-siting.ts'
import { type Isochrone, IsochroneMaker, type OriginLeg } from './isochrone.ts'
import { fillNearestLabels, forEachNearest, type NearestLabels } from './nearest.ts'
import { type Direction, ReachSearch, type ReachTable } from './reach.ts'
import type { Seed, SeedTable } from './seeds.ts'
import { greedySites, type SitingAnswer, type SitingProblem } from './siting.ts'
import { placeDoors, placeSeeds, type SnappedPlaces } from './snapped-places.ts'
import { WalkSearch } from './walk-search.ts'

export interface IsochroneOrigin {
  readonly seeds: readonly Seed[]
  readonly legs: readonly OriginLeg[]
}

export interface CoverageInput {
  readonly buildings: SnappedPlaces
  readonly facilities: SnappedPlaces
  readonly limitMs: number
  /** doors of the buildings and seeds of the facilities, where the caller keeps them; made here when they are not given */
  readonly doors?: SeedTable
  readonly seeds?: SeedTable
}

/** What a worker can do on a graph: plain data in, plain data out. */
export interface Jobs {
  reach: { input: { sources: SeedTable; limitMs: number; direction: Direction }; output: ReachTable }
  nearest: { input: { category: SeedTable; limitMs: number }; output: Int32Array }
  isochrones: { input: { origins: readonly IsochroneOrigin[]; limitsMs: readonly number[] }; output: Isochrone[][] }
  coverage: { input: CoverageInput; output: BuildingTimes }
  counts: { input: { facilities: SeedTable; limitMs: number; weights: Float64Array | undefined }; output: Float64Array }
  siting: { input: { problem: SitingProblem; options: Omit<ExactOptions, 'signal'> }; output: SitingAnswer }
  sites: { input: SitesInput; output: SitesAnswer }
}

/** Cover sets and choice in one job, so that the sets (millions of entries) never leave the thread. */
export interface SitesInput {
  readonly cover: Omit<CoverSetInput, 'signal'>
  /** left out: greedy */
  readonly exact?: Omit<ExactOptions, 'signal'>
}

export interface SitesAnswer {
  readonly answer: SitingAnswer
  /** per chosen candidate the buildings within reach of it, ascending; those already served too */
  readonly reached: readonly Uint32Array[]
}

export type JobName = keyof Jobs
export type Job = { [N in JobName]: { readonly name: N; readonly input: Jobs[N]['input'] } }[JobName]

/** Searches and buffers that jobs on one graph share. */
export class JobRunner {
  readonly #graph: WalkGraph
  readonly #reach = new Map<Direction, ReachSearch>()
  #isochrones: IsochroneMaker | undefined
  #labelled: { search: WalkSearch; labels: NearestLabels } | undefined

  constructor(graph: WalkGraph) {
    this.#graph = graph
  }

  async run(job: Job): Promise<Jobs[JobName]['output']> {
    switch (job.name) {
      case 'reach':
        return this.#runReach(job.input)
      case 'nearest': {
        let row = new Int32Array(0)
        forEachNearest(this.#graph, [job.input.category], { limitMs: job.input.limitMs }, (ms) => {
          row = ms.slice()
        })
        return row
      }
      case 'isochrones': {
        this.#isochrones ??= new IsochroneMaker(this.#graph)
        const maker = this.#isochrones
        return job.input.origins.map(({ seeds, legs }) => maker.draw(seeds, job.input.limitsMs, legs))
      }
      case 'coverage':
        return this.#runCoverage(job.input)
      case 'counts': {
        const { facilities, limitMs, weights } = job.input
        return countsWithin(this.#graph, facilities, weights ? { limitMs, weights } : { limitMs })
      }
      case 'siting':
        return exactSites(job.input.problem, job.input.options)
      case 'sites':
        return this.#runSites(job.input)
    }
  }

  async #runSites({ cover, exact }: SitesInput): Promise<SitesAnswer> {
    const problem = coverSets(this.#graph, cover)
    const answer = exact === undefined ? greedySites(problem) : await exactSites(problem, exact)
    const reached = answer.chosen.map((c) => problem.demand.slice(problem.offset[c] ?? 0, problem.offset[c + 1] ?? 0))
    return { answer, reached }
  }

  #runReach({ sources, limitMs, direction }: Jobs['reach']['input']): ReachTable {
    const search = this.#reach.get(direction) ?? new ReachSearch(this.#graph, direction)
    this.#reach.set(direction, search)
    const table = search.run(sources, limitMs)
    return { offset: table.offset, node: table.node.slice(), ms: table.ms.slice() }
  }

  #runCoverage({ buildings, facilities, limitMs, ...kept }: CoverageInput): BuildingTimes {
    const n = this.#graph.network.nodeCount
    this.#labelled ??= {
      search: new WalkSearch(this.#graph.towards, true),
      labels: { ms: new Int32Array(n), facility: new Int32Array(n) },
    }
    const { search, labels } = this.#labelled
    fillNearestLabels(search, kept.seeds ?? placeSeeds(this.#graph, facilities, 'towards'), limitMs, labels)
    const doors = kept.doors ?? placeDoors(this.#graph, buildings, 'away')
    return buildingTimes(this.#graph, { buildings, doors, facilities, labels, limitMs })
  }
}
