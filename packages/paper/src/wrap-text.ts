import { textWidth, type Weight } from './fonts.ts'

/** Marks that never begin a line, and those that never end one (GB/T 15834, line-breaking rules of Chinese). */
const NEVER_FIRST = new Set('，。、；：？！）］｝》〉」』】〕”’…—～·％%‰℃)]},.;:!?/'.split(''))
const NEVER_LAST = new Set('（［｛《〈「『【〔“‘([{¥$'.split(''))

const isHan = (character: string) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(character)

/** The smallest pieces between which a line may break: a Han character, a word, a number with its unit marks. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const character of text) {
    const last = pieces.at(-1)
    const mayBreak =
      last === undefined ||
      (!NEVER_FIRST.has(character) &&
        !NEVER_LAST.has(previous) &&
        character !== ' ' &&
        (previous === ' ' || isHan(character) || isHan(previous)))
    if (mayBreak) pieces.push(character)
    else pieces[pieces.length - 1] = last + character
    previous = character
  }
  return pieces
}

export interface TextMeasure {
  readonly size: number
  readonly weight?: Weight
  /** at most so many lines; the last ends in … when something is left out */
  readonly maxLines?: number
}

/** Breaks a text into lines no wider than `width` points. Line feeds break too; a piece wider than a line is cut. */
export function wrapText(text: string, width: number, { size, weight = 'regular', maxLines }: TextMeasure): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const piece of piecesOf(paragraph)) {
      const joined = line + piece
      if (textWidth(joined.trimEnd(), size, weight) <= width) {
        line = joined
        continue
      }
      if (line !== '') lines.push(line.trimEnd())
      line = piece.trimStart()
      while (textWidth(line.trimEnd(), size, weight) > width) {
        const head = longestHead(line, width, size, weight)
        lines.push(head)
        line = line.slice(head.length)
      }
    }
    lines.push(line.trimEnd())
  }
  if (maxLines === undefined || lines.length <= maxLines) return lines
  const kept = lines.slice(0, maxLines)
  kept[maxLines - 1] = shortened(kept[maxLines - 1] ?? '', width, size, weight)
  return kept
}

/** Cut to fit, ending in … */
export function shortened(text: string, width: number, size: number, weight: Weight = 'regular'): string {
  let line = `${text}…`
  while (textWidth(line, size, weight) > width && line.length > 1) line = `${Array.from(line).slice(0, -2).join('')}…`
  return line
}

/** At least one character, so that a line always moves on. */
function longestHead(text: string, width: number, size: number, weight: Weight): string {
  let head = ''
  for (const character of text) {
    if (head !== '' && textWidth(head + character, size, weight) > width) return head
    head += character
  }
  return head
}
