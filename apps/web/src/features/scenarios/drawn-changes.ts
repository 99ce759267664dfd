import type { PathKind, ScenarioChange } from '@xiayi/contract/scenario-changes'
import type { Preview } from '@xiayi/contract/scenarios'
import type { MapMark } from '../../map/MarkLayer.tsx'
import type { Way } from '../../map/WaysLayer.tsx'
import { changeMark } from './change-words.ts'

/** Changes as they are told apart on the map. */
export type DrawnKind = Exclude<ScenarioChange['kind'], 'add-path'> | PathKind

export function drawnKind(change: ScenarioChange): DrawnKind {
  return change.kind === 'add-path' ? change.pathKind : change.kind
}

/** What a preview knows of where changes lie; null while it is on the way. */
export type Known = Pick<Preview, 'closures' | 'placesToday' | 'misfits'> | null

/** New ways, closed ones, and a dotted line from where a place stands to where it goes. */
export function drawnWays(changes: readonly ScenarioChange[], known: Known): Way[] {
  const odd = oddOnes(known)
  return changes.flatMap((change, at): Way[] => {
    const isOdd = odd.has(at)
    if (change.kind === 'add-path')
      return [{ kind: change.pathKind, line: change.line, text: changeMark(change, at), at, isOdd }]
    if (change.kind === 'close-path') {
      const line = change.line ?? known?.closures.find((closure) => closure.at === at)?.line
      return line === undefined ? [] : [{ kind: 'closed', line, text: '', at, isOdd }]
    }
    const stood = change.kind === 'move-place' ? placeToday(known, change.placeId) : undefined
    if (change.kind !== 'move-place' || stood === undefined) return []
    const line = [[stood.lon, stood.lat] as const, [change.lon, change.lat] as const]
    return [{ kind: 'moved', line, text: '', at, isOdd }]
  })
}

/** Every change that has a spot, and places that go where they stand. */
export function drawnMarks(
  changes: readonly ScenarioChange[],
  known: Known,
  word: (at: number) => string,
): (MapMark & { readonly at: number })[] {
  const odd = oddOnes(known)
  return changes.flatMap((change, at) => {
    const spot = 'lon' in change ? change : 'placeId' in change ? placeToday(known, change.placeId) : undefined
    if (spot === undefined) return []
    const isOdd = odd.has(at)
    const text = changeMark(change, at)
    return [
      {
        at,
        lon: spot.lon,
        lat: spot.lat,
        text,
        label: `改动 ${text} ${word(at)}${isOdd ? '，对不上，没有算进来' : ''}`,
        look: isOdd ? 'odd' : change.kind === 'remove-place' ? 'gone' : 'plain',
      } as const,
    ]
  })
}

function oddOnes(known: Known): ReadonlySet<number> {
  return new Set(known?.misfits.map(({ at }) => at))
}

function placeToday(known: Known, placeId: string) {
  return known?.placesToday.find((place) => place.placeId === placeId)
}
