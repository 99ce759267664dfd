import { type FaceName, FONT_FILES, outlineOf, runsOf, textWidth } from './fonts.ts'
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

function trace(pdf: Pdf, lines: readonly ArrayLike<number>[], isClosed: boolean): void {
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i += 2) {
      const x = r(line[i] ?? 0)
      const y = r(line[i + 1] ?? 0)
      if (i === 0) pdf.moveTo(x, y)
      else pdf.lineTo(x, y)
    }
    if (isClosed) pdf.closePath()
  }
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
    for (const [kind, ...p] of outlineOf(text, size, weight)) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = p.map(r)
      if (kind === 'M') pdf.moveTo(a, b)
      else if (kind === 'L') pdf.lineTo(a, b)
      else if (kind === 'Q') pdf.quadraticCurveTo(a, b, c, d)
      else if (kind === 'C') pdf.bezierCurveTo(a, b, c, d, e, f)
      else pdf.closePath()
    }
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
