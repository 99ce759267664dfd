import highsModule from 'highs'
import { checkProblem, evaluateSites, greedySites, type SitingAnswer, type SitingProblem } from './siting.ts'

// oxlint-disable-next-line typescript/consistent-type-assertions -- typed as CommonJS, but Node loads the ES module, whose default export is the loader itself
const loadHighs = highsModule as unknown as typeof highsModule.default

export interface ExactOptions {
  /** seconds for the solver (default 20); when they run out the best choice known comes back with its gap */
  readonly timeLimitS?: number
  readonly signal?: AbortSignal
}

/**
 * The best choice, proved by HiGHS. Demand points that the same candidates cover are merged into one
 * group first. The solver blocks its thread until it ends or runs out of time, so `signal` is looked at before and
 * after; inside a worker pool an abort ends the worker.
 */
export async function exactSites(problem: SitingProblem, options: ExactOptions = {}): Promise<SitingAnswer> {
  checkProblem(problem)
  options.signal?.throwIfAborted()
  const greedy = greedySites(problem, options.signal)
  if (greedy.isOptimal) return sorted(problem, greedy.chosen, greedy.covered)
  const groups = mergeDemand(problem)
  const highs = await loadHighs()
  options.signal?.throwIfAborted()
  const solved = highs.solve(modelText(problem, groups, true), {
    time_limit: options.timeLimitS ?? 20,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
    output_flag: false,
  })
  options.signal?.throwIfAborted()
  const chosen: number[] = []
  for (const [name, column] of Object.entries(solved.Columns)) {
    if (name.startsWith('x') && 'Primal' in column && typeof column.Primal === 'number' && column.Primal > 0.5) {
      chosen.push(Number(name.slice(1)))
    }
  }
  if (solved.Status === 'Optimal') {
    // Covered and bound are the same sum in whatever order it is made.
    const found = sorted(problem, chosen, 0)
    return { ...found, bound: found.covered, gap: 0, isOptimal: true }
  }
  const relaxed = highs.solve(modelText(problem, groups, false), { time_limit: 10, output_flag: false })
  const bound = relaxed.Status === 'Optimal' ? Math.min(greedy.bound, relaxed.ObjectiveValue) : greedy.bound
  const found = sorted(problem, chosen, bound)
  return chosen.length <= problem.sites && found.covered > greedy.covered
    ? found
    : sorted(problem, greedy.chosen, bound)
}

function sorted(problem: SitingProblem, chosen: readonly number[], bound: number): SitingAnswer {
  return evaluateSites(
    problem,
    [...chosen].sort((a, b) => a - b),
    bound,
  )
}

interface Group {
  readonly candidates: readonly number[]
  weight: number
}

/** Demand points by the set of candidates that cover them; weightless and uncoverable ones are left out. */
export function mergeDemand(problem: SitingProblem): Group[] {
  const { offset, demand, weight } = problem
  const covering: number[][] = Array.from(weight, () => [])
  for (let c = 0; c + 1 < offset.length; c++) {
    for (let i = offset[c] ?? 0; i < (offset[c + 1] ?? 0); i++) {
      const list = covering[demand[i] ?? 0]
      if (list && list[list.length - 1] !== c) list.push(c)
    }
  }
  const groups = new Map<string, Group>()
  covering.forEach((candidates, d) => {
    const people = weight[d] ?? 0
    if (candidates.length === 0 || people === 0) return
    const key = candidates.join(' ')
    const group = groups.get(key)
    if (group) group.weight += people
    else groups.set(key, { candidates, weight: people })
  })
  return [...groups.values()]
}

/** The model in CPLEX LP text: x for candidates, y for groups. */
function modelText(problem: SitingProblem, groups: readonly Group[], isInteger: boolean): string {
  const candidates = problem.offset.length - 1
  const x = Array.from({ length: candidates }, (_, c) => `x${c}`)
  const lines = ['Maximize', ' obj:', ...groups.map(({ weight }, g) => ` + ${weight} y${g}`), 'Subject To']
  lines.push(' sites:', ...x.map((name) => ` + ${name}`), ` <= ${problem.sites}`)
  groups.forEach(({ candidates: covering }, g) => {
    lines.push(` g${g}: y${g}`, ...covering.map((c) => ` - x${c}`), ' <= 0')
  })
  lines.push('Bounds', ...groups.map((_, g) => ` 0 <= y${g} <= 1`))
  if (isInteger) lines.push('Binary', ...x.map((name) => ` ${name}`))
  else lines.push(...x.map((name) => ` 0 <= ${name} <= 1`))
  lines.push('End')
  return lines.join('\n')
}
