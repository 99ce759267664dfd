type BarProps = { value: number; threshold?: number | null; tone?: 'pass' | 'fail' | 'unknown' | 'lake'; label: string }

/** A share from 0 to 1 as a picture, with the line it has to reach. */
export function Bar({ value, threshold = null, tone = 'lake', label }: BarProps) {
  const clamp = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`
  return (
    <div className={`x-bar x-bar--${tone}`} role="img" aria-label={label}>
      <div className="x-bar__fill" style={{ width: clamp(value) }} />
      {threshold !== null && threshold <= 1 && <div className="x-bar__threshold" style={{ left: clamp(threshold) }} />}
    </div>
  )
}

/** Work under way. `progress` runs from 0 to 1. */
export function ProgressBar({ progress, label }: { progress: number; label: string }) {
  const percent = Math.round(progress * 100)
  return (
    <div
      className="x-bar x-bar--lake"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className="x-bar__fill" style={{ width: `${percent}%` }} />
    </div>
  )
}
