import { changeWords } from '../../../features/scenarios/change-words.ts'
import { useEveryClick } from '../../../map/clicks.ts'
import { DragMarker } from '../../../map/DragMarker.tsx'
import { PlacesLayer } from '../../../map/PlacesLayer.tsx'
import { useCategoryName } from '../../category-names.ts'
import { usePlanner } from '../use-planner.ts'
import { addChange, chooseChange, dragChange, letGo, standingChanges, takeBackDrag, useSketch } from './sketch.ts'

/** Changes as things to drag, and the places of the chosen category to be picked up. */
export function WhatIfLayers() {
  const { search, show } = usePlanner()
  const sketch = useSketch()
  const categoryName = useCategoryName()
  const category = search.category ?? null
  const isAdding = search.pen === 'add' && category !== null
  useEveryClick(isAdding, ({ lon, lat }) => {
    if (category !== null) addChange({ kind: 'add-place', categoryId: category, lon, lat })
  })
  return (
    <>
      {category !== null && (
        <PlacesLayer id="what-if-place" category={category} isActive={!isAdding} onPick={(place) => show({ place })} />
      )}
      {standingChanges(sketch).map((change, at) =>
        'lon' in change ? (
          <DragMarker
            // oxlint-disable-next-line react/no-array-index-key -- changes are told apart by their order alone
            key={at}
            lon={change.lon}
            lat={change.lat}
            text={String(at + 1)}
            label={`改动 ${at + 1}：${changeWords(change, categoryName)}。拖动，或按方向键移动，每次 1 米，按住 Shift 每次 10 米，回车放下，Esc 放回`}
            isChosen={sketch.chosen === at}
            onPick={() => chooseChange(at)}
            onDrag={({ lon, lat }) => dragChange(at, lon, lat)}
            onDrop={letGo}
            onCancel={takeBackDrag}
          />
        ) : null,
      )}
    </>
  )
}
