import './plans.css'
import type { ScenarioChange } from '@xiayi/contract/scenario-changes'
import { mapColours } from '@xiayi/ui/tokens'
import { type DrawnKind, drawnKind } from '../../../features/scenarios/drawn-changes.ts'

interface Sign {
  readonly kind: DrawnKind
  readonly word: string
  readonly mark: string
  /** word: stands beside its line, without a frame; gone: in an empty frame */
  readonly look?: 'word' | 'gone'
  readonly line?: 'path' | 'footbridge' | 'crossing' | 'closed' | 'moved'
}

const SIGNS: readonly Sign[] = [
  { kind: 'add-place', word: '新增网点', mark: '增' },
  { kind: 'move-place', word: '搬动网点，点线从原处来', mark: '移', line: 'moved' },
  { kind: 'remove-place', word: '移除网点', mark: '去', look: 'gone' },
  { kind: 'open-gate', word: '小区开门', mark: '门' },
  { kind: 'path', word: '新路', mark: '路', look: 'word', line: 'path' },
  { kind: 'footbridge', word: '人行天桥', mark: '桥', look: 'word', line: 'footbridge' },
  { kind: 'crossing', word: '过街', mark: '过', look: 'word', line: 'crossing' },
  { kind: 'close-path', word: '封路', mark: '封', line: 'closed' },
  { kind: 'add-housing', word: '新住房', mark: '楼' },
]

/** What the signs of changes on the map mean: of those kinds that are there. */
export function ChangeLegend({ changes, hasOdd }: { changes: readonly ScenarioChange[]; hasOdd: boolean }) {
  const there = new Set(changes.map(drawnKind))
  if (there.size === 0) return null
  return (
    <ul className="change-legend" aria-label="改动的画法">
      {SIGNS.filter(({ kind }) => there.has(kind)).map(({ kind, word, mark, look, line }) => (
        <li key={kind}>
          <span className="change-legend__sign" aria-hidden="true">
            <span className={`change-legend__mark${look === undefined ? '' : ` change-legend__mark--${look}`}`}>
              {mark}
            </span>
            {line !== undefined && (
              <span
                className={`change-legend__line change-legend__line--${line}`}
                style={line === 'closed' ? { color: mapColours.blocked } : undefined}
              />
            )}
          </span>
          {word}
        </li>
      ))}
      {hasOdd && (
        <li>
          <span className="change-legend__sign" aria-hidden="true">
            <span className="change-legend__mark change-legend__mark--odd">　</span>
          </span>
          对不上，没有算
        </li>
      )}
    </ul>
  )
}
