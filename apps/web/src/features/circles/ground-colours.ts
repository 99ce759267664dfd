import { beyondFill, missingFills, peopleFills, walkBands, walkRamp } from '@xiayi/ui/tokens'

/** Seconds and people as colours: four bytes for each building or hexagon, in one pass. */
type Rgb = readonly [number, number, number]

const OPACITY = { building: 245, hexagon: 178 } as const

export type Thing = keyof typeof OPACITY

/** `of` says the colour of a value; undefined draws nothing. */
export function coloured(
  values: ArrayLike<number>,
  thing: Thing,
  of: (value: number, i: number) => Rgb | undefined,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length)
  const opacity = OPACITY[thing]
  for (let i = 0; i < values.length; i++) {
    const rgb = of(values[i] ?? Number.NaN, i)
    if (rgb === undefined) continue
    bytes[4 * i] = rgb[0]
    bytes[4 * i + 1] = rgb[1]
    bytes[4 * i + 2] = rgb[2]
    bytes[4 * i + 3] = opacity
  }
  return bytes
}

const bands = walkBands.map(({ minutes, colour }) => ({ minutes, rgb: rgbOf(colour) }))
const beyond = rgbOf(beyondFill)

/** In bands; what takes longer than `within` minutes is out of reach, as is -1. */
export function bandRgb(seconds: number, within: number): Rgb {
  if (!(seconds >= 0 && seconds <= within * 60)) return beyond
  return bands.find((band) => seconds <= band.minutes * 60)?.rgb ?? beyond
}

const RAMP_SECONDS = 3600
/** One entry for every ten seconds, so that 22,000 buildings need no interpolation. */
const ramp = Array.from({ length: RAMP_SECONDS / 10 + 1 }, (_, i) => rampRgb((i * 10) / 60))

export function rampSeconds(seconds: number): Rgb {
  if (!(seconds >= 0 && seconds <= RAMP_SECONDS)) return ramp.at(-1) ?? beyond
  // Up to the quarter of an hour the entry below, beyond it the one above: the sharp line stays at 900.
  const at = seconds <= 900 ? Math.floor(seconds / 10) : Math.ceil(seconds / 10)
  return ramp[at] ?? beyond
}

function rampRgb(minutes: number): Rgb {
  const at = walkRamp.findIndex((stop) => minutes <= stop.minutes)
  const right = walkRamp[at]
  const left = walkRamp[at - 1] ?? walkRamp[0]
  if (right === undefined) return rgbOf(walkRamp[walkRamp.length - 1]?.colour ?? beyondFill)
  const span = right.minutes - left.minutes
  const share = span === 0 ? 0 : (minutes - left.minutes) / span
  const [a, b] = [rgbOf(left.colour), rgbOf(right.colour)]
  const mix = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share)
  return [mix(0), mix(1), mix(2)]
}

/** Upper bounds of the first three classes of people; the fourth is open. */
export interface PeopleClasses {
  readonly bounds: readonly [number, number, number]
  readonly fills: readonly string[]
}

/**
 * Round numbers near the quarters of what is there, so that each class holds about as many hexagons or buildings as the next.
 */
export function peopleClasses(values: ArrayLike<number>, kind: 'people' | 'missing'): PeopleClasses {
  const sorted = Array.from(values)
    .filter((value) => value > 0)
    .sort((a, b) => a - b)
  const at = (share: number) => roundUp(sorted[Math.floor(sorted.length * share)] ?? 1)
  const first = at(0.4)
  const second = Math.max(at(0.7), first * 2)
  const third = Math.max(at(0.9), second * 2)
  return { bounds: [first, second, third], fills: kind === 'people' ? peopleFills : missingFills }
}

function roundUp(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(value)))
  return Math.ceil(value / power) * power
}

export function classRgb({ bounds, fills }: PeopleClasses): (value: number) => Rgb | undefined {
  const rgbs = fills.map(rgbOf)
  return (value) => {
    if (!(value > 0)) return undefined
    const at = bounds.findIndex((bound) => value <= bound)
    return rgbs[at < 0 ? 3 : at]
  }
}

function rgbOf(hex: string): Rgb {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return [r, g, b]
}
