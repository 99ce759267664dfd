import { walkMinutes } from '@xiayi/ui/format'

/** Minutes as the first thing one sees, on the colour of their band. */
export function WalkFigure({ seconds, isPending = false }: { seconds: number | null; isPending?: boolean }) {
  if (isPending) return <span className="walk-figure walk-figure--none">在算</span>
  if (seconds === null) return <span className="walk-figure walk-figure--none">走不到</span>
  const minutes = walkMinutes(seconds)
  const band = minutes <= 5 ? '5' : minutes <= 10 ? '10' : minutes <= 15 ? '15' : 'far'
  return (
    <span className={`walk-figure walk-figure--${band}`}>
      <b className="x-num">{minutes > 99 ? '99+' : minutes}</b>
      <span>分钟</span>
    </span>
  )
}
