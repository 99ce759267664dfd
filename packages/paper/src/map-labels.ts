import { textWidth } from './fonts.ts'
import { isSeen, type MapFrame, onPaper } from './map-frame.ts'
import type { SceneLabel } from './map-scene.ts'
import type { TextAt } from './surface.ts'

/**
 * Names on a map without collisions: the important ones first; each tries its places in turn and is left out when none is free.
 * A name along a road takes the straightest stretch that holds it, never upside down.
 */
export interface PlacedLabel {
  readonly label: SceneLabel
  readonly at: TextAt
}

interface Taken {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const CELL = 24

/** What is taken already, in a grid of cells, so that a crowded map stays fast. */
export class TakenGround {
  readonly #cells = new Map<number, Taken[]>()

  isFree(box: Taken): boolean {
    for (const key of cellsOf(box))
      for (const other of this.#cells.get(key) ?? [])
        if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)
          return false
    return true
  }

  take(box: Taken): void {
    for (const key of cellsOf(box)) {
      const list = this.#cells.get(key)
      if (list === undefined) this.#cells.set(key, [box])
      else list.push(box)
    }
  }
}

function* cellsOf({ left, top, right, bottom }: Taken): Generator<number> {
  for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++)
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) yield column * 100_000 + row
}

interface Candidate {
  readonly at: TextAt
  readonly boxes: readonly Taken[]
}

export function placeLabels(labels: readonly SceneLabel[], frame: MapFrame, ground: TakenGround): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  const names = new Map<string, readonly [number, number][]>()
  for (const label of labels.toSorted((a, b) => b.priority - a.priority)) {
    const candidates = 'along' in label ? alongCandidates(label, frame) : pointCandidates(label, frame)
    const found = candidates.find(
      ({ at, boxes }) =>
        boxes.every((box) => isInside(box, frame) && ground.isFree(box)) && isFarFromTwin(names.get(label.text), at),
    )
    if (found === undefined) continue
    for (const box of found.boxes) ground.take(box)
    names.set(label.text, [...(names.get(label.text) ?? []), [found.at.x, found.at.y]])
    placed.push({ label, at: found.at })
  }
  return placed
}

const TWIN_POINTS = 150

/** The same name twice is said again only far away. */
function isFarFromTwin(others: readonly (readonly [number, number])[] | undefined, at: TextAt): boolean {
  return (others ?? []).every(([x, y]) => Math.hypot(x - at.x, y - at.y) > TWIN_POINTS)
}

function isInside(box: Taken, { box: frame }: MapFrame): boolean {
  const rim = 3
  return (
    box.left > frame.x + rim &&
    box.right < frame.x + frame.width - rim &&
    box.top > frame.y + rim &&
    box.bottom < frame.y + frame.height - rim
  )
}

function pointCandidates(label: Extract<SceneLabel, { around: unknown }>, frame: MapFrame): Candidate[] {
  const { size, weight } = label.look
  const width = textWidth(label.text, size, weight)
  const x = frame.x(label.at[0])
  const y = frame.y(label.at[1])
  const ascent = size * 0.82
  const candidate = (left: number, baseline: number): Candidate => ({
    at: { x: left, y: baseline },
    boxes: [{ left: left - 1, right: left + width + 1, top: baseline - ascent - 0.5, bottom: baseline + size * 0.2 }],
  })
  if (label.around === 'centre') {
    const steps = [0, -1, 1, -2, 2]
    return steps.flatMap((down) =>
      [0, -0.35, 0.35].map((aside) => candidate(x - width / 2 + aside * width, y + size * 0.35 + down * size * 1.15)),
    )
  }
  const gap = label.clear ?? 4
  return [
    candidate(x + gap, y + size * 0.35),
    candidate(x - gap - width, y + size * 0.35),
    candidate(x - width / 2, y - gap),
    candidate(x - width / 2, y + gap + ascent),
  ]
}

function alongCandidates(label: Extract<SceneLabel, { along: unknown }>, frame: MapFrame): Candidate[] {
  const { size, weight } = label.look
  const width = textWidth(label.text, size, weight)
  const lines = chained(label.along.filter((line) => isSeen(line, frame.seen)).map((line) => onPaper(line, frame)))
  return lines
    .flatMap((line) => stretches(line, width * 1.15, frame))
    .sort((a, b) => b.straight - a.straight)
    .slice(0, 8)
    .map(({ x, y, degrees }) => turnedCandidate({ x, y, degrees }, width, size))
}

interface Stretch {
  readonly x: number
  readonly y: number
  readonly degrees: number
  /** 1: a straight line */
  readonly straight: number
}

const STRAIGHT_ENOUGH = 0.985

/** Windows of a line long enough for a name and nearly straight. */
function stretches(points: readonly number[], length: number, { box }: MapFrame): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from + 3 < points.length; from += 2) {
    let walked = 0
    for (let to = from; to + 3 < points.length; to += 2) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.slice(to, to + 4)
      walked += Math.hypot(x1 - x0, y1 - y0)
      if (walked < length) continue
      const ax = points[from] ?? 0
      const ay = points[from + 1] ?? 0
      const direct = Math.hypot(x1 - ax, y1 - ay)
      const straight = direct / walked
      const isSeenMiddle =
        (ax + x1) / 2 > box.x &&
        (ax + x1) / 2 < box.x + box.width &&
        (ay + y1) / 2 > box.y &&
        (ay + y1) / 2 < box.y + box.height
      if (straight >= STRAIGHT_ENOUGH && isSeenMiddle) {
        let degrees = (Math.atan2(y1 - ay, x1 - ax) * 180) / Math.PI
        if (degrees > 90) degrees -= 180
        if (degrees < -90) degrees += 180
        found.push({ x: (ax + x1) / 2, y: (ay + y1) / 2, degrees, straight })
      }
      break
    }
  }
  return found
}

function turnedCandidate(
  { x, y, degrees }: { x: number; y: number; degrees: number },
  width: number,
  size: number,
): Candidate {
  const radians = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const count = Math.max(1, Math.round(width / size))
  const half = size * 0.62
  const boxes = Array.from({ length: count }, (_, i): Taken => {
    const along = ((i + 0.5) / count - 0.5) * width
    const cx = x + along * cos
    const cy = y + along * sin
    return { left: cx - half, right: cx + half, top: cy - half, bottom: cy + half }
  })
  // The baseline lies a third of the size below the line's middle.
  return {
    at: { x: x - sin * size * 0.36, y: y + cos * size * 0.36, align: 'middle', degrees },
    boxes,
  }
}

/** Lines that share an end become one: a road is many ways in a street map. */
export function chained(lines: readonly number[][]): number[][] {
  const rest = lines.filter((line) => line.length >= 4)
  const chains: number[][] = []
  while (rest.length > 0) {
    let chain = rest.pop() ?? []
    for (;;) {
      const at = rest.findIndex((line) => joined(chain, line) !== undefined)
      const next = rest[at]
      const longer = next === undefined ? undefined : joined(chain, next)
      if (longer === undefined) break
      chain = longer
      rest.splice(at, 1)
    }
    chains.push(chain)
  }
  return chains
}

function joined(a: readonly number[], b: readonly number[]): number[] | undefined {
  const meets = (x: number | undefined, y: number | undefined, u: number | undefined, v: number | undefined) =>
    Math.abs((x ?? 0) - (u ?? 0)) < 0.05 && Math.abs((y ?? 0) - (v ?? 0)) < 0.05
  if (meets(a.at(-2), a.at(-1), b[0], b[1])) return [...a, ...b.slice(2)]
  if (meets(a.at(-2), a.at(-1), b.at(-2), b.at(-1))) return [...a, ...turnedBack(b).slice(2)]
  if (meets(a[0], a[1], b.at(-2), b.at(-1))) return [...b, ...a.slice(2)]
  if (meets(a[0], a[1], b[0], b[1])) return [...turnedBack(b), ...a.slice(2)]
  return undefined
}

function turnedBack(line: readonly number[]): number[] {
  const back: number[] = []
  for (let i = line.length - 2; i >= 0; i -= 2) back.push(line[i] ?? 0, line[i + 1] ?? 0)
  return back
}
