import '../../features/circles/circles.css'
import './planner.css'
import { Link } from '@tanstack/react-router'
import type { Box } from '@xiayi/geo/boxes'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { useCounty } from '../../live/county.ts'
import { MapView } from '../../map/MapView.tsx'
import { useWide } from '../map-room/use-wide.ts'
import { GroundLayers } from './layers/GroundLayers.tsx'
import { PlannerLegend } from './layers/PlannerLegend.tsx'
import { PlannerPanel } from './PlannerPanel.tsx'
import { PlannerRail } from './PlannerRail.tsx'
import { plannerTools } from './planner-tools.ts'
import { usePlanner, usePlannerCamera } from './use-planner.ts'

const DEFAULT_ATTRIBUTION = '© OpenStreetMap contributors, ODbL'
/** rail and panel, in pixels */
const COVERED = 470

export function PlannerPage() {
  const { bounds, name } = useCounty()
  if (bounds !== null) return <PlannerRoom bounds={bounds} />
  return (
    <>
      <h1>{name}还没有地图</h1>
      <Empty title="导入街道地图以后，这里就能看、能问、能推演。">
        <Link to="/office/import" className="x-button x-button--main">
          去导入
        </Link>
      </Empty>
    </>
  )
}

function PlannerRoom({ bounds }: { bounds: Box }) {
  const county = useCounty()
  const { search, show } = usePlanner()
  const { openedAt, moved } = usePlannerCamera()
  const isWide = useWide()
  const tool = plannerTools.find(({ id }) => id === search.tool) ?? plannerTools[0]
  return (
    <div className="planner">
      <h1 className="x-sr">规划地图</h1>
      <MapView
        county={county.code}
        attribution={county.attribution ?? DEFAULT_ATTRIBUTION}
        view={openedAt}
        box={bounds}
        coveredLeft={isWide ? COVERED : 0}
        label={`${county.name}规划地图`}
        onMove={moved}
      >
        <GroundLayers />
        {tool.MapLayers !== undefined && <tool.MapLayers key={tool.id} />}
      </MapView>
      <PlannerRail tools={plannerTools} chosen={tool.id} onChoose={(id) => show({ tool: id, table: null })} />
      <PlannerPanel tool={tool} />
      <PlannerLegend />
    </div>
  )
}
