import type { TierLook } from '@xiayi/ui/tier-look'
import type { Tone } from './ink.ts'
import type { BarFigure } from './marks.ts'
import type { Box, Surface } from './surface.ts'

/**
 * A report as blocks, before any format: the PDF and the .docx are set from the same blocks, so they cannot say different things.
 */
export interface PaperDocument {
  readonly meta: PaperMeta
  readonly blocks: readonly Block[]
}

/** Printed on every page and kept in the file's properties. */
export interface PaperMeta {
  readonly title: string
  /** whose paper it is: printed in the head of each page */
  readonly owner: string
  /** where the data come from */
  readonly source: string
  /** 2026年11月23日 14:05 */
  readonly date: string
  /** walking speed behind every minute */
  readonly speed: string
  readonly isExample: boolean
  readonly createdAt: Date
}

export type Block =
  | {
      readonly kind: 'title'
      /** begins a page and a chapter of the bookmarks */
      readonly isChapter?: boolean
      readonly text: string
      readonly over?: string
      readonly under?: readonly string[]
      readonly tier?: TierLook
      readonly tags?: readonly Tag[]
    }
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2
      readonly text: string
      readonly startsPage?: boolean
      readonly bookmark?: string
    }
  | { readonly kind: 'text'; readonly text: string; readonly tone?: 'plain' | 'soft' | 'lead' }
  | { readonly kind: 'tiles'; readonly tiles: readonly Tile[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly Cell[])[]
      readonly isTight?: boolean
    }
  | Picture

export interface Tag {
  readonly text: string
  readonly tone: Tone | 'example'
}

export interface Tile {
  readonly label: string
  readonly figure: string
  readonly note: string
  readonly tone?: Tone
}

export interface Column {
  readonly title: string
  /** share of the width; those of a table are scaled to fill it */
  readonly width: number
  readonly align?: 'left' | 'right'
}

export type Cell = string | readonly Part[]

export interface TextPart {
  readonly text: string
  readonly size?: number
  readonly isBold?: boolean
  readonly tone?: Tone | 'soft' | 'example'
  readonly maxLines?: number
}

/** What stands in a cell, one under the other. */
export type Part =
  | TextPart
  | { readonly bar: BarFigure }
  | { readonly tier: TierLook }
  | { readonly state: Tone; readonly word: string }
  | { readonly spark: readonly number[] }

export interface Picture {
  readonly kind: 'picture'
  /** points; the width is the page's */
  readonly height: number
  /** what it shows, for those who cannot see it */
  readonly words: string
  draw(surface: Surface, box: Box): void
}
