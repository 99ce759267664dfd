import { Link } from '@tanstack/react-router'
import type { NetworkEditRow } from '@xiayi/contract/network-edits'
import { dayTimeWords } from '@xiayi/ui/format'
import { networkEditWords, signedWords, standingWords } from '../../../features/places/edit-words.ts'
import { UndoNetworkEdit } from '../../../features/places/UndoNetworkEdit.tsx'
import { pointText, usePlanner } from '../use-planner.ts'
import { middleOf } from './edit-ways.ts'
import { ReachChange } from './ReachChange.tsx'

type StandingEditsProps = { list: { networkVersion: string | null; items: readonly NetworkEditRow[] } }

/** What stands, newest first, with who and when, shown on the map and taken back; what waits for a decision stands first. */
export function StandingEdits({ list: { networkVersion, items } }: StandingEditsProps) {
  const standing = items.filter(({ isStanding, content }) => isStanding && content !== null)
  const waiting = standing.filter(({ isLaid }) => !isLaid)
  const rows = [...waiting, ...standing.filter(({ isLaid }) => isLaid)]
  return (
    <section aria-labelledby="standing-edits">
      <h3 id="standing-edits">生效的修改 {standing.length} 处</h3>
      {waiting.length > 0 && (
        <p role="status" className="x-notice x-notice--fail">
          {waiting.length}{' '}
          处接不上现在的地图，没有生效。地图已经画了的，撤销即可；还要的，按现在的路重画一条再撤销旧的。
        </p>
      )}
      {standing.length === 0 && <p className="small soft">还没有。画一条试试，随时能撤销。</p>}
      <ul className="edit__list">
        {rows.map((row) => (
          <StandingEdit key={row.id} row={row} all={items} baseVersion={networkVersion ?? ''} />
        ))}
      </ul>
      <p className="small">
        <Link to="/office/edits" className="x-way">
          全部修改记录，含已撤销的
        </Link>
      </p>
    </section>
  )
}

type StandingEditProps = { row: NetworkEditRow; all: readonly NetworkEditRow[]; baseVersion: string }

function StandingEdit({ row, all, baseVersion }: StandingEditProps) {
  const { search, show } = usePlanner()
  const { content } = row
  return (
    <li data-chosen={search.edit === row.id}>
      <button
        type="button"
        aria-pressed={search.edit === row.id}
        onClick={() => {
          if (content !== null) show({ edit: row.id, at: pointText(middleOf(content), 5), z: '17' })
        }}
      >
        <b>
          {row.number}. {networkEditWords(row, all)}
        </b>
        <span className="small">{row.why ?? '没有写原因'}</span>
        <span className="soft small">
          {signedWords(row)} · {dayTimeWords(row.at)} · {standingWords(row)}
        </span>
      </button>
      {search.edit === row.id && <ReachChange edit={row.id} />}
      <UndoNetworkEdit id={row.id} baseVersion={baseVersion} onDone={() => show({ edit: null }, { replace: true })} />
    </li>
  )
}
