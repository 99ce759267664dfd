import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { networkEditsQuery, networkEditTrialQuery } from '../../../features/places/edits.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { DrawPoint } from '../../../map/DrawPoint.tsx'
import { PlacesLayer } from '../../../map/PlacesLayer.tsx'
import { type Way, WaysLayer } from '../../../map/WaysLayer.tsx'
import { DraftLineLayer } from '../drawing/DraftLineLayer.tsx'
import { usePlanner } from '../use-planner.ts'
import { drawsLine, editPenOf, setEditDraft, useEditDraft, wishAlong, wishAt } from './edit-draft.ts'
import { lineOfEdit, standingWays, wayKindOf } from './edit-ways.ts'

/** Edits that stand, the one that is drawn and not saved, and the pen in the hand. */
export function EditLayers() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const draft = useEditDraft()
  const edits = useQuery(networkEditsQuery(code))
  const trial = useQuery(networkEditTrialQuery(code, draft))
  const held = editPenOf(search.pen)
  const pen = draft === null ? held : null
  const putAway = () => show({ pen: null }, { replace: true })
  // A closure is asked for by a point; the stretch that it closes is what the server found.
  const drawn = trial.data?.content ?? draft
  const ways = useMemo(
    () => [
      ...standingWays(edits.data?.items ?? []),
      ...(drawn === null
        ? []
        : [{ kind: wayKindOf(drawn), line: lineOfEdit(drawn), text: '未保存', at: 0 } satisfies Way]),
    ],
    [edits.data, drawn],
  )
  const pick = (number: number) => {
    const row = edits.data?.items.find((each) => each.number === number)
    if (row !== undefined) show({ edit: row.id })
  }
  return (
    <>
      <PlacesLayer
        id="edit-place"
        category={null}
        isActive={pen === null}
        onPick={(place) => show({ place, edit: null })}
      />
      <WaysLayer ways={ways} isActive={pen === null} onPick={pick} />
      {pen !== null &&
        (drawsLine(pen) ? (
          <DraftLineLayer key={pen} onLine={(line) => setEditDraft(wishAlong(pen, line))} onCancel={putAway} />
        ) : (
          <DrawPoint key={pen} onPoint={(at) => setEditDraft(wishAt(pen, at))} onCancel={putAway} />
        ))}
    </>
  )
}
