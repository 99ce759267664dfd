import { MinHeap } from './min-heap.ts'

/**
 * Maximal covering (Church & ReVelle 1974): open at most `sites` of the candidates so that the most weight is within reach.
 * Candidate c covers demand points demand[offset[c]] .. demand[offset[c + 1] - 1].
 */
export interface SitingProblem {
  readonly offset: Uint32Array
  readonly demand: Uint32Array
  /** people (or whatever is to be reached) per demand point */
  readonly weight: Float64Array
  readonly sites: number
}

export interface SitingAnswer {
  /** candidates in the order they were chosen, or ascending when exact */
  readonly chosen: readonly number[]
  /** weight each adds to those before it */
  readonly gains: readonly number[]
  readonly covered: number
  /** no choice of as many candidates covers more than this */
  readonly bound: number
  /** (bound - covered) / bound; 0 when the choice is proved best */
  readonly gap: number
  readonly isOptimal: boolean
}

export class SitingError extends Error {
  override name = 'SitingError'
}

/**
 * Greedy with lazy evaluation (Minoux 1978): a candidate's gain can only fall, so only the top of a heap is ever recomputed. At
 * least 63 % of the best (Nemhauser, Wolsey & Fisher 1978); the bound that is returned is usually far tighter, because the
 * largest gains that are left limit what any other choice could add.
 */
export function greedySites(problem: SitingProblem, signal?: AbortSignal): SitingAnswer {
  checkProblem(problem)
  const { weight, sites } = problem
  const candidates = problem.offset.length - 1
  const isCovered = new Uint8Array(weight.length)
  const heap = new MinHeap()
  const first = new Float64Array(candidates)
  for (let c = 0; c < candidates; c++) {
    first[c] = gainOf(problem, isCovered, c)
    heap.push(-(first[c] ?? 0), c)
  }
  const chosen: number[] = []
  const gains: number[] = []
  let covered = 0
  while (chosen.length < sites && heap.size > 0) {
    signal?.throwIfAborted()
    const c = nextBest(problem, isCovered, heap)
    if (c === undefined) break
    const gain = gainOf(problem, isCovered, c)
    chosen.push(c)
    gains.push(gain)
    covered += gain
    for (let i = problem.offset[c] ?? 0; i < (problem.offset[c + 1] ?? 0); i++) isCovered[problem.demand[i] ?? 0] = 1
  }
  const left = Float64Array.from({ length: candidates }, (_, c) => gainOf(problem, isCovered, c))
  const coverable = coverableWeight(problem)
  const bound = Math.max(covered, Math.min(coverable, sumOfLargest(first, sites), covered + sumOfLargest(left, sites)))
  return answer({ chosen, gains, covered, bound })
}

/** Takes the candidate with the largest gain off the heap; equal gains go to the smaller index. */
function nextBest(problem: SitingProblem, isCovered: Uint8Array, heap: MinHeap): number | undefined {
  let best: { gain: number; c: number } | undefined
  const others: { gain: number; c: number }[] = []
  for (let top = heap.pop(); top; top = heap.pop()) {
    if (best && -top.key < best.gain) {
      heap.push(top.key, top.value)
      break
    }
    const fresh = { gain: gainOf(problem, isCovered, top.value), c: top.value }
    if (fresh.gain <= 0) continue
    if (!best) best = fresh
    else if (fresh.gain > best.gain || (fresh.gain === best.gain && fresh.c < best.c)) {
      others.push(best)
      best = fresh
    } else others.push(fresh)
  }
  for (const { gain, c } of others) heap.push(-gain, c)
  return best?.c
}

function gainOf({ offset, demand, weight }: SitingProblem, isCovered: Uint8Array, c: number): number {
  let gain = 0
  const end = offset[c + 1] ?? 0
  for (let i = offset[c] ?? 0; i < end; i++) {
    const d = demand[i] ?? 0
    if (isCovered[d] === 0) gain += weight[d] ?? 0
  }
  return gain
}

function sumOfLargest(values: Float64Array, count: number): number {
  return [
    ...values
      .slice()
      .sort()
      .subarray(Math.max(0, values.length - count)),
  ].reduce((sum, value) => sum + value, 0)
}

function coverableWeight({ demand, weight }: SitingProblem): number {
  let sum = 0
  for (const d of new Set(demand)) sum += weight[d] ?? 0
  return sum
}

function answer(found: Pick<SitingAnswer, 'chosen' | 'gains' | 'covered' | 'bound'>): SitingAnswer {
  const gap = found.bound > 0 ? Math.max(0, (found.bound - found.covered) / found.bound) : 0
  return { ...found, gap, isOptimal: gap <= 1e-9 }
}

export function checkProblem({ offset, demand, weight, sites }: SitingProblem): void {
  if (!Number.isInteger(sites) || sites < 0)
    throw new SitingError(`the number of sites must be a whole number, not ${sites}`)
  if (offset.length === 0 || offset[offset.length - 1] !== demand.length)
    throw new SitingError('the cover sets do not end where the demand does')
  for (let c = 0; c + 1 < offset.length; c++) {
    for (let i = (offset[c] ?? 0) + 1; i < (offset[c + 1] ?? 0); i++) {
      if ((demand[i] ?? 0) <= (demand[i - 1] ?? 0))
        throw new SitingError(`the cover set of candidate ${c} does not ascend`)
    }
  }
  const outside = demand.findIndex((d) => d >= weight.length)
  if (outside >= 0)
    throw new SitingError(`cover entry ${outside} names demand point ${demand[outside]} of ${weight.length}`)
  const wrong = weight.findIndex((w) => !(w >= 0 && w < Infinity))
  if (wrong >= 0) throw new SitingError(`demand point ${wrong} has weight ${weight[wrong]}`)
}

/** What a given choice covers, candidate by candidate. */
export function evaluateSites(problem: SitingProblem, chosen: readonly number[], bound: number): SitingAnswer {
  const isCovered = new Uint8Array(problem.weight.length)
  const gains = chosen.map((c) => {
    const gain = gainOf(problem, isCovered, c)
    for (let i = problem.offset[c] ?? 0; i < (problem.offset[c + 1] ?? 0); i++) isCovered[problem.demand[i] ?? 0] = 1
    return gain
  })
  const covered = gains.reduce((sum, gain) => sum + gain, 0)
  return answer({ chosen, gains, covered, bound: Math.max(bound, covered) })
}
