import { Resvg } from '@resvg/resvg-js'
import { palettePng } from './palette-png.ts'
import type { Surface } from './surface.ts'
import { drawSvg } from './svg-surface.ts'

type Size = { readonly width: number; readonly height: number }

function rendered(size: Size, dpi: number, draw: (surface: Surface) => void) {
  const svg = drawSvg(size, draw)
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: dpi / 72 }, font: { loadSystemFonts: false } }).render()
}

/** @returns PNG bytes, see-through where nothing was drawn; `dpi` pixels an inch of a picture measured in points */
export function drawPng(size: Size, dpi: number, draw: (surface: Surface) => void): Buffer {
  return rendered(size, dpi, draw).asPng()
}

/** The same on white paper, in at most 256 colours: a third of the bytes. */
export function drawPaperPng(size: Size, dpi: number, draw: (surface: Surface) => void): Buffer {
  const { width, height, pixels } = rendered(size, dpi, draw)
  return palettePng({ width, height, rgba: pixels })
}
