import type { Block } from './blocks.ts'
import type { Drawing } from './drawing.ts'
import type { Random } from './random.ts'

/** One block to be built on: what is drawn so far, where, and its own stream of chance. */
export interface Plot {
  readonly drawing: Drawing
  readonly block: Block
  readonly random: Random
}

/** Draws all or nothing: what a failed attempt has drawn is taken back. */
export function attempt({ drawing }: Plot, draw: () => boolean): boolean {
  const layers = [drawing.lines, drawing.pins, drawing.buildings, drawing.areas, drawing.spots]
  const lengths = layers.map((layer) => layer.length)
  if (draw()) return true
  layers.forEach((layer, i) => {
    layer.length = lengths[i] ?? 0
  })
  return false
}
