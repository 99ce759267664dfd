import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

type SwipeLineProps = { share: number; onMove: (share: number) => void; onDone: (share: number) => void }

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -2, ArrowRight: 2, PageDown: -10, PageUp: 10 }

/** The line between the two maps: dragged by mouse or finger, moved by the arrow keys. */
export function SwipeLine({ share, onMove, onDone }: SwipeLineProps) {
  const line = useRef<HTMLDivElement>(null)
  const at = (event: PointerEvent) => {
    const box = line.current?.parentElement?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return share
    return clamp(((event.clientX - box.left) / box.width) * 100)
  }
  const keyed = (event: KeyboardEvent) => {
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? 100 : share + (STEPS[event.key] ?? Number.NaN)
    if (Number.isNaN(to)) return
    event.preventDefault()
    onDone(clamp(to))
  }
  return (
    <div
      ref={line}
      className="swipe"
      style={{ left: `${share}%` }}
      role="slider"
      tabIndex={0}
      aria-label="左右两幅图的分界"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share)}
      aria-valuetext={`左图占 ${Math.round(share)}%`}
      onKeyDown={keyed}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(at(event))
      }}
      onPointerUp={(event) => onDone(at(event))}
    >
      <span aria-hidden="true">◂ ▸</span>
    </div>
  )
}

function clamp(share: number): number {
  return Math.round(Math.min(100, Math.max(0, share)) * 10) / 10
}
