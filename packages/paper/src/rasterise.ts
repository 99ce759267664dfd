import { Resvg } from '@resvg/resvg-js'
import { palettePng } from './palette-png.ts'
import type { Surface } from './surface.ts'
import { drawSvg } from './svg-surface.ts'

/** @returns PNG bytes; `dpi` pixels an inch of a picture measured in points */
export function drawPng(
  size: { width: number; height: number },
  dpi: number,
  draw: (surface: Surface) => void,
): Buffer {
  const svg = drawSvg(size, draw)
  const drawn = new Resvg(svg, { fitTo: { mode: 'zoom', value: dpi / 72 }, font: { loadSystemFonts: false } }).render()
  return palettePng({ width: drawn.width, height: drawn.height, rgba: drawn.pixels }) ?? drawn.asPng()
}
