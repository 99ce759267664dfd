import type { Weight } from './fonts.ts'

/**
 * What pictures are drawn on: a page of a PDF or an SVG. Points (1/72 inch), y downwards. One drawing routine serves both, so a
 * map in the .docx is the map in the PDF.
 */
export interface Surface {
  /** polylines or rings as flat x, y columns; several rings fill by the even-odd rule */
  shape(lines: readonly ArrayLike<number>[], look: ShapeLook): void
  circle(x: number, y: number, radius: number, look: FillLook): void
  text(text: string, at: TextAt, look: TextLook): void
  /** draws inside some rings only */
  clip(rings: readonly ArrayLike<number>[], draw: () => void): void
}

export interface Stroke {
  readonly colour: string
  readonly width: number
  readonly dash?: readonly number[]
  readonly cap?: 'round' | 'butt'
}

export interface FillLook {
  readonly fill?: string
  readonly opacity?: number
  readonly stroke?: Stroke
}

export interface ShapeLook extends FillLook {
  /** true for rings */
  readonly closed: boolean
}

export interface TextAt {
  /** the baseline's start, middle or end, as `align` says */
  readonly x: number
  readonly y: number
  readonly align?: 'left' | 'middle' | 'right'
  /** clockwise, about (x, y) */
  readonly degrees?: number
}

export interface TextLook {
  readonly size: number
  readonly weight?: Weight
  readonly colour: string
  readonly halo?: { readonly colour: string; readonly width: number }
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function rectangle({ x, y, width, height }: Box): number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height]
}

export function drawBox(surface: Surface, box: Box, look: FillLook): void {
  surface.shape([rectangle(box)], { ...look, closed: true })
}

export function drawLine(surface: Surface, points: readonly number[], stroke: Stroke): void {
  surface.shape([points], { closed: false, stroke })
}
