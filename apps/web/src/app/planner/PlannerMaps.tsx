import type { Box } from '@xiayi/geo/boxes'
import { useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { createCameraLink } from '../../map/camera-link.ts'
import { LinkedCamera } from '../../map/LinkedCamera.tsx'
import { MapView } from '../../map/MapView.tsx'
import { useWide } from '../map-room/use-wide.ts'
import { GroundLayers } from './layers/GroundLayers.tsx'
import { swipeOf } from './layers/layer-view.ts'
import type { PlannerTool } from './planner-tool.ts'
import { ShowPlans } from './plans/ShowPlans.tsx'
import { useSideName } from './plans/use-plan.ts'
import { SwipeLine } from './SwipeLine.tsx'
import { usePlanner, usePlannerCamera } from './use-planner.ts'

const DEFAULT_ATTRIBUTION = '© OpenStreetMap contributors, ODbL'
/** rail and panel at the left, the legend at the right, in pixels */
const COVERED = { left: 470, right: 260 }

/** One map, or two of the same place with a line between them: the right one lies over the left and is cut off at the line. */
export function PlannerMaps({ bounds, tool }: { bounds: Box; tool: PlannerTool }) {
  const county = useCounty()
  const { search, show } = usePlanner()
  const { openedAt, moved } = usePlannerCamera()
  const isWide = useWide()
  const [link] = useState(createCameraLink)
  const kept = swipeOf(search)
  const [dragged, setDragged] = useState<number | null>(null)
  const share = dragged ?? kept
  const [leftName, rightName] = [useSideName('left'), useSideName('right')]
  const label = `${county.name}规划地图`
  const view = {
    county: county.code,
    attribution: county.attribution ?? DEFAULT_ATTRIBUTION,
    view: openedAt,
    box: bounds,
    coveredLeft: isWide ? COVERED.left : 0,
    coveredRight: isWide ? COVERED.right : 0,
  }
  return (
    <div className="planner__maps">
      <MapView {...view} label={leftName === null ? label : `${label}，${leftName}`} onMove={moved}>
        <LinkedCamera link={link} />
        <GroundLayers side="left" />
        <ShowPlans isOpenedAt={openedAt !== null} coveredLeft={view.coveredLeft} coveredRight={view.coveredRight} />
        {tool.MapLayers !== undefined && <tool.MapLayers key={tool.id} />}
      </MapView>
      {share !== null && (
        <>
          <div className="planner__right" style={{ clipPath: `inset(0 0 0 ${share}%)` }}>
            <MapView {...view} label={`${label}，${rightName ?? ''}`}>
              <LinkedCamera link={link} />
              <GroundLayers side="right" />
            </MapView>
          </div>
          <SwipeLine
            share={share}
            onMove={setDragged}
            onDone={(at) => {
              show({ swipe: String(at) }, { replace: true })
              setDragged(null)
            }}
          />
        </>
      )}
    </div>
  )
}
