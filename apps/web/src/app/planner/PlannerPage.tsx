import '../../features/circles/circles.css'
import './planner.css'
import './layers/layers.css'
import { Link, useBlocker } from '@tanstack/react-router'
import type { Box } from '@xiayi/geo/boxes'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { useCounty } from '../../live/county.ts'
import { LookCard } from './layers/LookCard.tsx'
import { swipeOf } from './layers/layer-view.ts'
import { createLookStore, LookContext } from './layers/look.ts'
import { PlannerLegend } from './layers/PlannerLegend.tsx'
import { useFreshGround } from './layers/use-layer.ts'
import { PlannerMaps } from './PlannerMaps.tsx'
import { PlannerPanel } from './PlannerPanel.tsx'
import { PlannerRail } from './PlannerRail.tsx'
import { plannerTools } from './planner-tools.ts'
import { usePlanner } from './use-planner.ts'
import { sketchNow } from './what-if/sketch.ts'

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
  const { search, show } = usePlanner()
  const [looks] = useState(createLookStore)
  useFreshGround()
  // Within the app the changes in hand stay in hand; a closed or reloaded page loses them, and asks first.
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: () => sketchNow().past.length > 0 })
  const tool = plannerTools.find(({ id }) => id === search.tool) ?? plannerTools[0]
  return (
    <LookContext value={looks}>
      <div className="planner">
        <h1 className="x-sr">规划地图</h1>
        <PlannerMaps bounds={bounds} tool={tool} />
        <PlannerRail tools={plannerTools} chosen={tool.id} onChoose={(id) => show({ tool: id, table: null })} />
        <PlannerPanel tool={tool} />
        <PlannerLegend side="left" />
        {swipeOf(search) !== null && <PlannerLegend side="right" />}
        <LookCard />
      </div>
    </LookContext>
  )
}
