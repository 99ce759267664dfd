import { useEveryClick } from './clicks.ts'
import { useDrawKeys } from './draw-keys.ts'
import type { At } from './map-context.ts'

type DrawPointProps = { onPoint: (at: At) => void; onCancel: () => void }

/** While it is on the map every click is a point, whatever lies under it; Esc puts the pen away. */
export function DrawPoint({ onPoint, onCancel }: DrawPointProps) {
  useEveryClick(true, onPoint)
  useDrawKeys({ onEscape: onCancel })
  return null
}
