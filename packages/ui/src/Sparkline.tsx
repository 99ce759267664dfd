import { type SparkPoint, sparkShape } from './sparkline-shape.ts'

type SparklineProps = {
  points: readonly SparkPoint[]
  threshold: number | null
  /** what it shows, in words with its values: the picture has no others */
  label: string
  /** indexes of points before which the measure itself changed */
  breaks?: readonly number[]
}

const WIDTH = 120
const HEIGHT = 34
const SIDE = 3

const NONE: readonly number[] = []

/** A course of values with the line it has to reach: passed points are full dots, the others open squares. */
export function Sparkline({ points, threshold, label, breaks = NONE }: SparklineProps) {
  const shape = sparkShape(points, threshold, { width: WIDTH, height: HEIGHT })
  return (
    <svg className="x-spark" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {shape.thresholdY !== null && (
        <line className="x-spark__threshold" x1="0" x2={WIDTH} y1={shape.thresholdY} y2={shape.thresholdY} />
      )}
      {breaks.map((index) => {
        const x = (shape.x(index - 1) + shape.x(index)) / 2
        return <line key={index} className="x-spark__break" x1={x} x2={x} y1="0" y2={HEIGHT} />
      })}
      {shape.lines.map((line) => (
        <polyline key={line} className="x-spark__line" points={line} />
      ))}
      {shape.dots.map(({ x, y, state }) =>
        state === 'pass' ? (
          <circle key={x} className="x-spark__pass" cx={x} cy={y} r={SIDE} />
        ) : (
          <rect key={x} className="x-spark__fail" x={x - SIDE} y={y - SIDE} width={2 * SIDE} height={2 * SIDE} />
        ),
      )}
    </svg>
  )
}
