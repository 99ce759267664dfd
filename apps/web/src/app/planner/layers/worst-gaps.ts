import type { CircleList, CircleMap, Gap } from '@xiayi/contract/circles'
import { countWords } from '@xiayi/ui/format'
import { notEvaluatedFill } from '@xiayi/ui/tokens'
import { type PeopleClasses, peopleClasses } from '../../../features/circles/ground-colours.ts'
import { communityName } from '../../map-room/map-features.ts'
import type { LayerTable } from './layer-table.ts'

/** The gap of a circle that most of its people are affected by, and how many it has. */
export interface WorstGap extends Gap {
  readonly gaps: number
}

/** By circle. Gaps come ranked, most people first: the first of a circle is its worst. */
export function worstGaps(ranked: readonly Gap[]): ReadonlyMap<string, WorstGap> {
  const worst = new Map<string, WorstGap>()
  for (const gap of ranked) {
    const known = worst.get(gap.circleId)
    worst.set(gap.circleId, known === undefined ? { ...gap, gaps: 1 } : { ...known, gaps: known.gaps + 1 })
  }
  return worst
}

export function worstClasses(worst: ReadonlyMap<string, WorstGap>): PeopleClasses {
  return peopleClasses(
    [...worst.values()].map(({ peopleAffected }) => peopleAffected),
    'missing',
  )
}

/** Communities in the colour of how many people their circle's worst gap touches; the label says which gap it is. */
export function worstFeatures(map: CircleMap, worst: ReadonlyMap<string, WorstGap>) {
  const classes = worstClasses(worst)
  return {
    type: 'FeatureCollection',
    features: map.features.map((feature) => {
      const { circleId, name, residents, isEvaluated } = feature.properties
      const gap = worst.get(circleId)
      return {
        ...feature,
        properties: {
          circleId,
          name: communityName(name),
          residents,
          shape: gap === undefined ? '○' : '●',
          fill: gap === undefined ? notEvaluatedFill : fillOf(classes, gap.peopleAffected),
          word: gap === undefined ? (isEvaluated ? ' 没有短板' : ' 未评价') : ` ${countWords(gap.peopleAffected)} 人`,
        },
      }
    }),
  }
}

export function fillOf({ bounds, fills }: PeopleClasses, people: number): string {
  const at = bounds.findIndex((bound) => people <= bound)
  return fills[at < 0 ? bounds.length : at] ?? ''
}

/** Every circle once, the worst first; those without a gap last. */
export function worstTable({ items }: CircleList, worst: ReadonlyMap<string, WorstGap>): LayerTable {
  const affected = (id: string) => worst.get(id)?.peopleAffected ?? -1
  return {
    title: '每个生活圈最大的短板',
    head: ['生活圈', '影响人数', '居民', '最大的短板', '查到', '短板数'],
    rows: items
      .toSorted((a, b) => affected(b.id) - affected(a.id))
      .map(({ id, name, residents, isEvaluated }) => {
        const gap = worst.get(id)
        return {
          key: id,
          cells: [
            name,
            gap?.peopleAffected ?? (isEvaluated ? 0 : null),
            residents,
            gap?.title ?? (isEvaluated ? '没有' : '未评价'),
            gap?.finding ?? null,
            gap?.gaps ?? (isEvaluated ? 0 : null),
          ],
        }
      }),
  }
}
