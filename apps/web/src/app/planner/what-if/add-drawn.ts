import type { DraftLine } from '../drawing/draft-line.ts'
import { housingDraftNow } from './housing-draft.ts'
import { isPathPen, type Pen } from './pens.ts'
import { addChange } from './sketch.ts'

/** A point that was clicked or typed becomes the change that the pen stands for. */
export function addAtPoint(pen: Pen, { lon, lat }: { lon: number; lat: number }, category: string | null): void {
  if (pen === 'gate') addChange({ kind: 'open-gate', lon, lat })
  else if (pen === 'close') addChange({ kind: 'close-path', lon, lat })
  else if (pen === 'housing') {
    const { name, ...people } = housingDraftNow()
    addChange({ kind: 'add-housing', lon, lat, ...people, ...(name.trim() !== '' && { name: name.trim() }) })
  } else if (pen === 'add' && category !== null) addChange({ kind: 'add-place', categoryId: category, lon, lat })
}

export function addAlongLine(pen: Pen, line: DraftLine): void {
  if (isPathPen(pen))
    addChange({ kind: 'add-path', pathKind: pen, line: line.map(([lon, lat]): [number, number] => [lon, lat]) })
}
