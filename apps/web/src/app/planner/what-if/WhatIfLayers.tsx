import { useMemo } from 'react'
import { changeMark, changesInWords, changeWords } from '../../../features/scenarios/change-words.ts'
import { drawnMarks, drawnWays } from '../../../features/scenarios/drawn-changes.ts'
import { usePreview } from '../../../features/scenarios/preview-runner.ts'
import { useCounty } from '../../../live/county.ts'
import { DragMarker } from '../../../map/DragMarker.tsx'
import { DrawPoint } from '../../../map/DrawPoint.tsx'
import { MarkLayer } from '../../../map/MarkLayer.tsx'
import { PlacesLayer } from '../../../map/PlacesLayer.tsx'
import { WaysLayer } from '../../../map/WaysLayer.tsx'
import { useCategoryName } from '../../category-names.ts'
import { DraftLineLayer } from '../drawing/DraftLineLayer.tsx'
import { usePlanner } from '../use-planner.ts'
import { addAlongLine, addAtPoint } from './add-drawn.ts'
import { isPathPen, penOf } from './pens.ts'
import { chooseChange, dragChange, letGo, standingChanges, takeBackDrag, useSketch } from './sketch.ts'
import { previewQuestion } from './what-if-search.ts'

/** Changes as things to drag or to pick, the pen in the hand, and the places of the chosen category to be picked up. */
export function WhatIfLayers() {
  const { search, show } = usePlanner()
  const category = search.category ?? null
  const held = penOf(search.pen)
  const pen = held === 'add' && category === null ? null : held
  const putAway = () => show({ pen: null }, { replace: true })
  return (
    <>
      {category !== null && (
        <PlacesLayer
          id="what-if-place"
          category={category}
          isActive={pen === null}
          onPick={(place) => show({ place })}
        />
      )}
      <Drawn isActive={pen === null} />
      {pen !== null &&
        (isPathPen(pen) ? (
          <DraftLineLayer key={pen} onLine={(line) => addAlongLine(pen, line)} onCancel={putAway} />
        ) : (
          <DrawPoint key={pen} onPoint={(at) => addAtPoint(pen, at, category)} onCancel={putAway} />
        ))}
      <Marks />
    </>
  )
}

/** What is not dragged: ways, where places come from, and places that go. */
function Drawn({ isActive }: { isActive: boolean }) {
  const { code } = useCounty()
  const { search } = usePlanner()
  const sketch = useSketch()
  const { reply } = usePreview(code, previewQuestion(search, sketch))
  const categoryName = useCategoryName()
  // A new place that is dragged draws no line: the ways need not be laid on the map again at every move.
  const dragged = sketch.moving?.change.kind
  const changes = dragged === 'close-path' || dragged === 'move-place' ? standingChanges(sketch) : sketch.changes
  const drawn = useMemo(() => {
    const word = changesInWords(changes, { categoryName, placesToday: reply?.placesToday })
    return {
      ways: drawnWays(changes, reply),
      gone: drawnMarks(changes, reply, word).filter(({ at }) => changes[at]?.kind === 'remove-place'),
    }
  }, [changes, reply, categoryName])
  return (
    <>
      <WaysLayer ways={drawn.ways} isActive={isActive} onPick={chooseChange} />
      <MarkLayer marks={drawn.gone} />
    </>
  )
}

function Marks() {
  const { code } = useCounty()
  const { search } = usePlanner()
  const sketch = useSketch()
  const categoryName = useCategoryName()
  const { reply } = usePreview(code, previewQuestion(search, sketch))
  const odd = new Set(reply?.misfits.map(({ at }) => at))
  return standingChanges(sketch).map((change, at) =>
    'lon' in change ? (
      <DragMarker
        // oxlint-disable-next-line react/no-array-index-key -- changes are told apart by their order alone
        key={at}
        lon={change.lon}
        lat={change.lat}
        text={changeMark(change, at)}
        label={`改动 ${changeMark(change, at)} ${changeWords(change, categoryName)}。拖动，或按方向键移动，每次 1 米，按住 Shift 每次 10 米，回车放下，Esc 放回`}
        isChosen={sketch.chosen === at}
        isOdd={sketch.moving?.at !== at && odd.has(at)}
        onPick={() => chooseChange(at)}
        onDrag={({ lon, lat }) => dragChange(at, lon, lat)}
        onDrop={letGo}
        onCancel={takeBackDrag}
      />
    ) : null,
  )
}
