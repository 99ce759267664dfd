import './edit.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { networkEditsQuery } from '../../../features/places/edits.queries.ts'
import { placeQuery } from '../../../features/places/places.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { LineForm } from '../drawing/LineForm.tsx'
import { PointForm } from '../drawing/PointForm.tsx'
import { usePlanner } from '../use-planner.ts'
import { DraftForm } from './DraftForm.tsx'
import {
  drawsLine,
  EDIT_PENS,
  type EditPen,
  editPenOf,
  setEditDraft,
  useEditDraft,
  wishAlong,
  wishAt,
} from './edit-draft.ts'
import { StandingEdits } from './StandingEdits.tsx'

const hints = {
  path: '沿着实际能走的地方画，两头要接上步行路，15 米以内自动接上。',
  footbridge: '从一头的路画到另一头；中间跨过的路不相接。',
  crossing: '从一侧人行道画到另一侧。',
  gate: '点小区围墙：墙里墙外 60 米内的路在这里接通。',
  close: '点要封的一段路：从路口到路口，谁也不能再走。',
} as const satisfies Record<EditPen, string>

/** Changes of the county itself: the walking network by pens, a place by its card. */
export function EditPanel() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const draft = useEditDraft()
  const edits = useQuery(networkEditsQuery(code))
  const pen = editPenOf(search.pen)
  return (
    <>
      <div className="edit__pens" role="group" aria-label="改路网">
        {EDIT_PENS.map(({ id, word }) => (
          <Button
            key={id}
            aria-pressed={pen === id}
            type={pen === id ? 'primary' : 'default'}
            onClick={() => {
              setEditDraft(null)
              show({ pen: pen === id ? null : id, place: null, edit: null })
            }}
          >
            {word}
          </Button>
        ))}
      </div>
      {pen !== null && draft === null && (
        <div className="drawing">
          <p className="small">{hints[pen]}</p>
          {drawsLine(pen) ? (
            <LineForm key={pen} onLine={(line) => setEditDraft(wishAlong(pen, line))} />
          ) : (
            <PointForm word="放在这里" onPoint={(at) => setEditDraft(wishAt(pen, at))} />
          )}
        </div>
      )}
      {draft !== null && <DraftForm key={draft.kind} draft={draft} />}
      {pen === null && draft === null && <PickedPlace />}
      {edits.error && <ProblemNotice problem={shownProblem(edits.error)} />}
      {edits.data !== undefined && <StandingEdits list={edits.data} />}
    </>
  )
}

/** A place that was clicked: its way to the desk. */
function PickedPlace() {
  const { code } = useCounty()
  const { search } = usePlanner()
  const { data } = useQuery({
    ...placeQuery(code, search.place ?? '', null, 'adult'),
    enabled: search.place !== undefined,
  })
  if (search.place === undefined || data === undefined)
    return (
      <p className="small soft">
        选一支笔改路网，或在图上点一个网点去修改；
        <Link to="/office/places/$placeId" params={{ placeId: 'new' }}>
          登记一个新网点
        </Link>
        。
      </p>
    )
  return (
    <p className="edit__place" role="group" aria-label="选中的网点">
      <b>{data.name}</b>
      <span className="soft small">{data.address ?? data.communityName ?? '没有登记地址'}</span>
      <Link to="/office/places/$placeId" params={{ placeId: data.id }} className="x-button x-button--main">
        修改
      </Link>
    </p>
  )
}
