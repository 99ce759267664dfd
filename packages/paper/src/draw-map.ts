import { colours, mapColours } from '@xiayi/ui/tokens'
import { isSeen, type MapFrame, onPaper, partsInBox } from './map-frame.ts'
import { placeLabels, TakenGround } from './map-labels.ts'
import type { MapScene, SceneItem } from './map-scene.ts'
import { drawTierShape } from './marks.ts'
import { type Box, drawBox, drawLine, rectangle, type Surface } from './surface.ts'

export interface MapDrawing {
  /** corners of the box that hold furniture: no name goes there */
  readonly kept?: readonly Box[]
}

/** Draws a scene into its frame: ground, items in their order, names last. */
export function drawMap(surface: Surface, scene: MapScene, frame: MapFrame, { kept = [] }: MapDrawing = {}): void {
  const ground = new TakenGround()
  for (const box of kept) ground.take({ left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height })
  surface.clip([rectangle(frame.box)], () => {
    drawBox(surface, frame.box, { fill: mapColours.land })
    for (const item of scene.items) drawItem(surface, item, frame, ground)
    for (const { label, at } of placeLabels(scene.labels, frame, ground)) surface.text(label.text, at, label.look)
  })
  drawBox(surface, frame.box, { stroke: { colour: mapColours.boundary, width: 0.8 } })
}

function drawItem(surface: Surface, item: SceneItem, frame: MapFrame, ground: TakenGround): void {
  switch (item.kind) {
    case 'area': {
      const rings = item.rings.filter((ring) => isSeen(ring, frame.seen)).map((ring) => onPaper(ring, frame))
      if (rings.length === 0) return
      const { fill, opacity, stroke, hatch } = item
      surface.shape(rings, {
        closed: true,
        ...(fill === undefined ? {} : { fill }),
        ...(opacity === undefined ? {} : { opacity }),
        ...(stroke === undefined ? {} : { stroke }),
      })
      if (hatch !== undefined) drawHatch(surface, rings, hatch)
      return
    }
    case 'line': {
      const lines = item.lines
        .filter((line) => isSeen(line, frame.seen))
        .flatMap((line) => partsInBox(onPaper(line, frame), frame.box))
      if (lines.length > 0) surface.shape(lines, { closed: false, stroke: item.stroke })
      return
    }
    case 'mark': {
      const x = frame.x(item.at[0])
      const y = frame.y(item.at[1])
      const half = item.size / 2
      if (x < frame.box.x || x > frame.box.x + frame.box.width || y < frame.box.y || y > frame.box.y + frame.box.height)
        return
      if (item.shape === 'dot') {
        surface.circle(x, y, half, {
          fill: item.fill,
          stroke: { colour: item.rim ?? colours.card, width: Math.max(0.4, item.size * 0.16) },
        })
      } else
        drawTierShape(
          surface,
          { shape: item.shape, fill: item.fill },
          { x, y, size: item.size, rim: item.rim ?? colours.card },
        )
      ground.take({ left: x - half, top: y - half, right: x + half, bottom: y + half })
    }
  }
}

function drawHatch(
  surface: Surface,
  rings: readonly (readonly number[])[],
  { colour, width, gap }: { colour: string; width: number; gap: number },
): void {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings)
    for (let i = 0; i + 1 < ring.length; i += 2) {
      left = Math.min(left, ring[i] ?? 0)
      right = Math.max(right, ring[i] ?? 0)
      top = Math.min(top, ring[i + 1] ?? 0)
      bottom = Math.max(bottom, ring[i + 1] ?? 0)
    }
  surface.clip(rings, () => {
    // From a fixed origin, so that neighbours' hatches meet.
    const first = Math.floor((left - (bottom - top)) / gap) * gap
    for (let x = first; x < right; x += gap)
      drawLine(surface, [x, bottom, x + (bottom - top), top], { colour, width, cap: 'butt' })
  })
}
