import { fileURLToPath } from 'node:url'
import { type Font, openSync } from 'fontkit'

/**
 * The two weights of Noto Sans SC (OFL) and, for the rare characters of names that it lacks (𠮷), a small face made of Noto Sans
 * HK and JP. They come with the program, so that paper looks the same on a machine without any font.
 */
export type Weight = 'regular' | 'bold'
export type FaceName = Weight | 'rare'

export const FONT_FILES: Readonly<Record<FaceName, string>> = {
  regular: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')),
  rare: fileURLToPath(new URL('../fonts/noto-sans-cjk-rare.ttf', import.meta.url)),
}

/** A stretch of text that one face can set. */
export interface Run {
  readonly face: FaceName
  readonly text: string
}

type Face = Pick<Font, 'hasGlyphForCodePoint' | 'layout' | 'unitsPerEm'>

const faces = new Map<FaceName, Face>()

function faceOf(name: FaceName): Face {
  const known = faces.get(name)
  if (known !== undefined) return known
  const opened = openSync(FONT_FILES[name])
  if (!('layout' in opened)) throw new Error(`${FONT_FILES[name]} is a collection of fonts, not one`)
  faces.set(name, opened)
  return opened
}

/** Text cut where the face changes. A character that no face has is set as 〓, the typesetter's mark for a missing sort. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { face: FaceName; text: string }[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const face: FaceName =
      !faceOf(weight).hasGlyphForCodePoint(code) && faceOf('rare').hasGlyphForCodePoint(code) ? 'rare' : weight
    const shown = faceOf(face).hasGlyphForCodePoint(code) ? character : '〓'
    const last = runs.at(-1)
    if (last?.face === face) last.text += shown
    else runs.push({ face, text: shown })
  }
  return runs
}

const widths = new Map<string, number>()
const MOST_WIDTHS = 20_000

/** Width in units of the type size. */
function emWidth(text: string, weight: Weight): number {
  const key = `${weight} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const width = runsOf(text, weight).reduce((sum, run) => {
    const face = faceOf(run.face)
    return sum + face.layout(run.text).advanceWidth / face.unitsPerEm
  }, 0)
  if (widths.size >= MOST_WIDTHS) widths.clear()
  widths.set(key, width)
  return width
}

/** @returns points, for a type size in points */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  return emWidth(text, weight) * size
}

/** One step of a glyph's outline, in points, y downwards, the pen at the start of the baseline. */
export type Outline = readonly (
  | readonly ['M' | 'L', number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z']
)[]

const LETTERS: Readonly<Record<string, 'M' | 'L' | 'Q' | 'C' | 'Z'>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
}

/** The outlines of a line of text: for pictures, which carry no fonts, and for the halo around a label. */
export function outlineOf(text: string, size: number, weight: Weight = 'regular'): Outline {
  const steps: Outline[number][] = []
  let pen = 0
  for (const run of runsOf(text, weight)) {
    const face = faceOf(run.face)
    const scale = size / face.unitsPerEm
    const line = face.layout(run.text)
    line.glyphs.forEach((glyph, at) => {
      const place = line.positions[at]
      const x0 = pen + (place?.xOffset ?? 0) * scale
      for (const { command, args } of glyph.path.commands) {
        const p = args.map((value, i) => (i % 2 === 0 ? x0 + value * scale : -value * scale))
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = p
        switch (LETTERS[command]) {
          case 'M':
          case 'L':
            steps.push([command === 'moveTo' ? 'M' : 'L', a, b])
            break
          case 'Q':
            steps.push(['Q', a, b, c, d])
            break
          case 'C':
            steps.push(['C', a, b, c, d, e, f])
            break
          case 'Z':
            steps.push(['Z'])
            break
          case undefined:
            throw new Error(`a glyph is drawn with ${command}`)
        }
      }
      pen += (place?.xAdvance ?? glyph.advanceWidth) * scale
    })
  }
  return steps
}
