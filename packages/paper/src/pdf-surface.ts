import { type FaceName, FONT_FILES, outlineOf, runsOf, textWidth, type Weight } from './fonts.ts'
import type { FillLook, Stroke, Surface, TextAt, TextLook } from './surface.ts'

type Pdf = PDFKit.PDFDocument

/** Two decimals of a point are 0.004 mm: finer than any printer, and half the bytes. */
const r = (value: number) => Math.round(value * 100) / 100

export function registerFaces(pdf: Pdf): void {
  for (const face of ['regular', 'bold', 'rare'] as const satisfies readonly FaceName[])
    pdf.registerFont(face, FONT_FILES[face])
}

/** Draws on a page of a PDF: shapes as vectors, text as text that can be selected and searched. */
export function pdfSurface(pdf: Pdf): Surface {
  return {
    shape(lines, { closed, ...look }) {
      trace(pdf, lines, closed)
      paint(pdf, look)
    },
    circle(x, y, radius, look) {
      pdf.circle(r(x), r(y), r(radius))
      paint(pdf, look)
    },
    text: (text, at, look) => drawText(pdf, text, at, look),
    clip(rings, draw) {
      pdf.save()
      trace(pdf, rings, true)
      pdf.clip('even-odd')
      draw()
      pdf.restore()
    },
  }
}

/** As one piece of content: a call for each point costs ten times the time and memory. */
function trace(pdf: Pdf, lines: readonly ArrayLike<number>[], isClosed: boolean): void {
  let path = ''
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i += 2)
      path += `${r(line[i] ?? 0)} ${r(line[i + 1] ?? 0)} ${i === 0 ? 'm' : 'l'} `
    if (isClosed && line.length > 0) path += 'h '
  }
  if (path !== '') pdf.addContent(path)
}

function paint(pdf: Pdf, { fill, opacity = 1, stroke }: FillLook): void {
  pdf.fillOpacity(opacity).strokeOpacity(opacity)
  if (stroke !== undefined) setStroke(pdf, stroke)
  if (fill !== undefined && stroke !== undefined) pdf.fillAndStroke(fill, stroke.colour, 'even-odd')
  else if (fill !== undefined) pdf.fill(fill, 'even-odd')
  else if (stroke !== undefined) pdf.stroke()
  pdf.fillOpacity(1).strokeOpacity(1)
}

function setStroke(pdf: Pdf, { colour, width, dash, cap = 'round' }: Stroke): void {
  pdf.strokeColor(colour).lineWidth(width).lineCap(cap).lineJoin('round')
  if (dash === undefined) pdf.undash()
  else pdf.dash(dash[0] ?? 1, { space: dash[1] ?? dash[0] ?? 1 })
}

function drawText(pdf: Pdf, text: string, at: TextAt, look: TextLook): void {
  if (text === '') return
  const { size, weight = 'regular', colour, halo } = look
  const width = textWidth(text, size, weight)
  const shift = at.align === 'middle' ? width / 2 : at.align === 'right' ? width : 0
  const isTurned = at.degrees !== undefined && at.degrees !== 0
  if (isTurned) pdf.save().rotate(at.degrees, { origin: [at.x, at.y] })
  let x = at.x - shift
  if (halo !== undefined) {
    // As an outline, not as text: a copied label is copied once.
    pdf.save().translate(r(x), r(at.y))
    pdf.addContent(outlinePath(text, size, weight))
    setStroke(pdf, { colour: halo.colour, width: halo.width * 2 })
    pdf.stroke().restore()
  }
  pdf.fillColor(colour).fontSize(size)
  for (const run of runsOf(text, weight)) {
    pdf.font(run.face)
    pdf.text(run.text, r(x), r(at.y), { lineBreak: false, baseline: 'alphabetic' })
    x += textWidth(run.text, size, run.face === 'rare' ? weight : run.face)
  }
  if (isTurned) pdf.restore()
}

/** Quadratic curves become cubic ones, which is all that PDF knows (ISO 32000-1, 8.5.2). */
function outlinePath(text: string, size: number, weight: Weight): string {
  let path = ''
  let [penX, penY] = [0, 0]
  for (const [kind, ...p] of outlineOf(text, size, weight)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = p
    if (kind === 'M' || kind === 'L') path += `${r(a)} ${r(b)} ${kind === 'M' ? 'm' : 'l'} `
    else if (kind === 'C') path += `${r(a)} ${r(b)} ${r(c)} ${r(d)} ${r(e)} ${r(f)} c `
    else if (kind === 'Q') {
      const third = (from: number, control: number) => r(from + (2 / 3) * (control - from))
      path += `${third(penX, a)} ${third(penY, b)} ${third(c, a)} ${third(d, b)} ${r(c)} ${r(d)} c `
    } else path += 'h '
    if (kind !== 'Z') [penX, penY] = [p.at(-2) ?? 0, p.at(-1) ?? 0]
  }
  return path
}
