import type { NetworkEditContent, NetworkEditRow, NetworkEditWish } from '@xiayi/contract/network-edits'
import { networkEditWords } from '../../../features/places/edit-words.ts'
import type { Way, WayKind } from '../../../map/WaysLayer.tsx'

/** Half the length that a gate is drawn with, in degrees: some 4 m. */
const GATE_DEGREES = 4e-5

export function wayKindOf(content: NetworkEditContent | NetworkEditWish): WayKind {
  switch (content.kind) {
    case 'add-path':
      return content.use
    case 'add-crossing':
      return 'crossing'
    case 'add-gate':
      return 'gate'
    case 'close-path':
      return 'closed'
  }
}

/** Where an edit lies; a gate as a short stroke, so that it is seen and can be clicked. */
export function lineOfEdit(content: NetworkEditContent | NetworkEditWish): readonly [number, number][] {
  if ('line' in content) return content.line
  const [lon, lat] = content.at
  return [
    [lon - GATE_DEGREES, lat],
    [lon + GATE_DEGREES, lat],
  ]
}

/** What stands, as ways on the map; `at` is the edit's number. */
export function standingWays(rows: readonly NetworkEditRow[]): Way[] {
  return rows.flatMap((row): Way[] =>
    row.content === null || !row.isStanding
      ? []
      : [
          {
            kind: wayKindOf(row.content),
            line: lineOfEdit(row.content),
            text: `${row.number} ${networkEditWords(row, rows).replace('新增', '')}`,
            at: row.number,
          },
        ],
  )
}

export function middleOf(content: NetworkEditContent): { lon: number; lat: number } {
  const line = lineOfEdit(content)
  const [lon = 0, lat = 0] = line[Math.floor(line.length / 2)] ?? []
  return { lon, lat }
}
