import type { MinutesColumnReply } from '@xiayi/contract/circles'
import {
  type Column,
  type Ground,
  hexMeans,
  hexPeople,
  hexPeopleBeyond,
  isWithin,
} from '../../../features/circles/ground.ts'
import {
  bandRgb,
  classRgb,
  coloured,
  type PeopleClasses,
  peopleClasses,
  rampSeconds,
} from '../../../features/circles/ground-colours.ts'
import type { GroundPaint } from '../../../map/ground-canvas.ts'
import type { LayerView } from './layer-view.ts'

export interface LayerPaint {
  readonly paint: GroundPaint
  /** what the fills of people mean; null where the fills mean time */
  readonly classes: PeopleClasses | null
  /** what is drawn, in one word: stands on the map once it has been */
  readonly name: string
}

/** A view as colours; null for layers that are not drawn on the ground, or while their figures are on the way. */
export function layerPaint(view: LayerView, ground: Ground, column: MinutesColumnReply | undefined): LayerPaint | null {
  const asked = [column?.categoryId ?? '', column?.profile ?? '']
  const name = [
    view.layer,
    ...(view.layer === 'people' ? [] : asked),
    view.minutes,
    view.by,
    view.age,
    view.within,
    ...(view.plan === null ? [] : [view.plan]),
  ].join(' ')
  if (view.layer === 'people') return { name, ...peoplePaint(view, ground) }
  if (column === undefined) return null
  if (view.layer === 'minutes') return { name, classes: null, paint: minutesPaint(view, ground, column) }
  if (view.layer === 'gaps') return { name, ...gapsPaint(view, ground, column) }
  return null
}

function minutesPaint(view: LayerView, ground: Ground, column: Column): GroundPaint {
  const rgb = view.minutes === 'ramp' ? rampSeconds : (seconds: number) => bandRgb(seconds, view.within)
  if (view.by === 'hex')
    return {
      draws: 'hexagons',
      colours: coloured(hexMeans(ground, column, view.age), 'hexagon', (mean) =>
        Number.isNaN(mean) ? undefined : rgb(mean),
      ),
    }
  const people = ground.people[view.age]
  return {
    draws: 'buildings',
    colours: coloured(column.seconds, 'building', (seconds, b) => ((people[b] ?? 0) > 0 ? rgb(seconds) : undefined)),
  }
}

/** A mark's area grows with its people. */
const METRES_PER_ROOT = 5

function marksOf(people: ArrayLike<number>): Float32Array {
  return Float32Array.from(people, (count) => METRES_PER_ROOT * Math.sqrt(count))
}

function peoplePaint(view: LayerView, ground: Ground): Omit<LayerPaint, 'name'> {
  if (view.by === 'hex') return hexPaint(hexPeople(ground, view.age), 'people')
  return markPaint(ground.people[view.age], 'people')
}

function gapsPaint(view: LayerView, ground: Ground, column: Column): Omit<LayerPaint, 'name'> {
  if (view.by === 'hex') return hexPaint(hexPeopleBeyond(ground, column, view.age, view.within), 'missing')
  const people = ground.people[view.age]
  return markPaint(
    people.map((count, b) => (isWithin(column.seconds[b] ?? -1, view.within) ? 0 : count)),
    'missing',
  )
}

function hexPaint(values: Float64Array, kind: 'people' | 'missing') {
  const classes = peopleClasses(values, kind)
  return { classes, paint: { draws: 'hexagons', colours: coloured(values, 'hexagon', classRgb(classes)) } as const }
}

function markPaint(values: Uint32Array, kind: 'people' | 'missing') {
  const classes = peopleClasses(values, kind)
  return {
    classes,
    paint: {
      draws: 'buildings',
      colours: coloured(values, 'building', classRgb(classes)),
      marksM: marksOf(values),
    } as const,
  }
}
