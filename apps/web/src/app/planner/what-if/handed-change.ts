import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { pointOf, pointText } from '../use-planner.ts'

/**
 * A change that another tool, or a link, hands over to be tried: `place:category:lon,lat` or `path:kind:lon,lat;lon,lat`. Anything
 * else is no change.
 */
export function handedChange(text: string | undefined): ScenarioChange | null {
  const [kind, of = '', where = ''] = (text ?? '').split(':')
  if (kind === 'place') {
    const at = pointOf(where)
    return at === null || of === '' ? null : { kind: 'add-place', categoryId: of, ...at }
  }
  if (kind !== 'path') return null
  const pathKind = (['path', 'footbridge', 'crossing'] as const).find((name) => name === of)
  const points = where.split(';').map(pointOf)
  const line = points.flatMap((at): [number, number][] => (at === null ? [] : [[at.lon, at.lat]]))
  return pathKind === undefined || line.length < 2 || line.length !== points.length
    ? null
    : { kind: 'add-path', pathKind, line }
}

export function placeToTry(categoryId: string, [lon, lat]: readonly [number, number]): string {
  return `place:${categoryId}:${pointText({ lon, lat })}`
}

export function pathToTry(kind: 'path' | 'footbridge', line: readonly (readonly [number, number])[]): string {
  return `path:${kind}:${line.map(([lon, lat]) => pointText({ lon, lat })).join(';')}`
}
