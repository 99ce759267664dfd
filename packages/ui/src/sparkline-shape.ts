export interface SparkPoint {
  /** null: not known then */
  readonly value: number | null
  readonly state: 'pass' | 'fail' | 'unknown' | 'not-applicable'
}

export interface SparkShape {
  /** one line for each run of known values */
  readonly lines: readonly string[]
  readonly dots: readonly { readonly x: number; readonly y: number; readonly state: SparkPoint['state'] }[]
  readonly thresholdY: number | null
  readonly x: (index: number) => number
}

const PAD = 5

/**
 * A course of values as coordinates in a box of `width` by `height`. The threshold is always inside, so that one sees on which
 * side of it the values lie; a flat course lies in the middle.
 */
export function sparkShape(
  points: readonly SparkPoint[],
  threshold: number | null,
  box: { readonly width: number; readonly height: number },
): SparkShape {
  const known = points.flatMap(({ value }) => value ?? [])
  const shown = threshold === null ? known : [...known, threshold]
  const low = Math.min(...shown)
  const span = Math.max(...shown) - low
  const x = (index: number) =>
    points.length < 2 ? box.width / 2 : PAD + (index / (points.length - 1)) * (box.width - 2 * PAD)
  const y = (value: number) =>
    span === 0 ? box.height / 2 : box.height - PAD - ((value - low) / span) * (box.height - 2 * PAD)
  const dots = points.flatMap(({ value, state }, index) =>
    value === null ? [] : [{ index, x: round(x(index)), y: round(y(value)), state }],
  )
  const runs: { index: number; text: string }[][] = []
  for (const dot of dots) {
    const run = runs.at(-1)
    if (run?.at(-1)?.index === dot.index - 1) run.push({ index: dot.index, text: `${dot.x},${dot.y}` })
    else runs.push([{ index: dot.index, text: `${dot.x},${dot.y}` }])
  }
  return {
    lines: runs.filter((run) => run.length > 1).map((run) => run.map(({ text }) => text).join(' ')),
    dots: dots.map(({ x: dotX, y: dotY, state }) => ({ x: dotX, y: dotY, state })),
    thresholdY: threshold === null || known.length === 0 ? null : round(y(threshold)),
    x: (index) => round(x(index)),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
