import { ProgressBar } from './Bar.tsx'
import { Button } from './Button.tsx'

type WorkingProps = {
  /** 0 to 1 */
  progress: number
  /** what it is doing now; empty while it waits for its turn */
  stage: string
  label: string
  /** null while it cannot be stopped yet */
  onStop: (() => void) | null
}

/** A job under way: how far it is, at what, and the way to stop it. */
export function Working({ progress, stage, label, onStop }: WorkingProps) {
  return (
    <div className="x-working" role="status">
      <ProgressBar progress={progress} label={label} />
      <span className="x-working__stage">{stage || '正在排队…'}</span>
      <Button look="quiet" disabled={onStop === null} onClick={() => onStop?.()}>
        停止
      </Button>
    </div>
  )
}
