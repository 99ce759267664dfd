/** One line of `npm run bench`. A figure alone says little on a machine that swings: `peer` was measured in the same run. */
export interface Measurement {
  readonly value: number
  /** the peer's or reference's figure in the same unit, measured in the same run; undefined when it is not installed */
  readonly peer?: number
  /** what the peer is, or why it is missing */
  readonly peerName?: string
  /** spread, sizes, what was left out */
  readonly note?: string
}

export interface Benchmark {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly bar: Bar
  measure(): Promise<Measurement>
}

/** `of: ratio` holds value / peer against the bar; without the peer there is no verdict. */
export type Bar =
  | { readonly of: 'value' | 'ratio'; readonly atMost: number }
  | { readonly of: 'value' | 'ratio'; readonly atLeast: number }

/** A benchmark whose data or tools are missing here says so instead of guessing. */
export class NotHere extends Error {}

export interface Row {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly bar: string
  readonly value: number | null
  readonly peer: number | null
  readonly peerName: string | null
  readonly ratio: number | null
  readonly ok: boolean | null
  readonly note: string | null
}

function barText(bar: Bar, unit: string): string {
  const limit = 'atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`
  return bar.of === 'ratio' ? `${limit} × peer` : `${limit} ${unit}`
}

export function rowOf(benchmark: Benchmark, measurement: Measurement): Row {
  const { bar } = benchmark
  const ratio = measurement.peer === undefined ? null : measurement.value / measurement.peer
  const judged = bar.of === 'ratio' ? ratio : measurement.value
  const ok = judged === null ? null : 'atMost' in bar ? judged <= bar.atMost : judged >= bar.atLeast
  return {
    name: benchmark.name,
    title: benchmark.title,
    unit: benchmark.unit,
    bar: barText(bar, benchmark.unit),
    value: measurement.value,
    peer: measurement.peer ?? null,
    peerName: measurement.peerName ?? null,
    ratio,
    ok,
    note: measurement.note ?? null,
  }
}

export function missingRow(benchmark: Benchmark, reason: string): Row {
  return {
    name: benchmark.name,
    title: benchmark.title,
    unit: benchmark.unit,
    bar: barText(benchmark.bar, benchmark.unit),
    value: null,
    peer: null,
    peerName: null,
    ratio: null,
    ok: null,
    note: reason,
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new RangeError('the median of nothing')
  return middle
}

export function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN
}
