import { useQuery } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { distanceWords } from '@xiayi/ui/format'
import { useState } from 'react'
import { barriersQuery } from '../../../features/circles/ground.queries.ts'
import { profileWords } from '../../../features/circles/profile-words.ts'
import { useCounty } from '../../../live/county.ts'
import { useWide } from '../../map-room/use-wide.ts'
import { PlanFigures, PlanProblem } from '../plans/PlanFigures.tsx'
import { usePlanner } from '../use-planner.ts'
import { Choice } from './Choice.tsx'
import { LayerFigures } from './LayerFigures.tsx'
import { LayerForm } from './LayerForm.tsx'
import { endOfSwipe, layerView, SIDES, type Side, sidePatch, sideWords, startOfSwipe, swipeOf } from './layer-view.ts'

/** Which layer the map shows, and of what; with two maps, of which of them. */
export function LayersPanel() {
  const { search, show } = usePlanner()
  const isWide = useWide()
  const isSwiped = swipeOf(search) !== null
  const [picked, setPicked] = useState<Side>('left')
  const side = isSwiped ? picked : 'left'
  const view = layerView(search, side)
  return (
    <>
      {isSwiped && <Choice label="改哪一幅" value={side} words={sideWords} options={SIDES} onChoose={setPicked} />}
      <PlanProblem view={view} onToday={() => show(sidePatch(side, { plan: null }))} />
      <LayerForm side={side} />
      <PlanFigures view={view} />
      <LayerFigures view={view} />
      <BarrierSwitch side={side} />
      <Button
        icon="swipe"
        onClick={() => {
          show(isSwiped ? endOfSwipe() : startOfSwipe(search, isWide ? 66 : 50))
          setPicked(isSwiped ? 'left' : 'right')
        }}
      >
        {isSwiped ? '收起右图' : '两幅图左右对比'}
      </Button>
    </>
  )
}

function BarrierSwitch({ side }: { side: Side }) {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const { profile } = layerView(search, side)
  const isOn = search.barriers !== undefined
  const { data } = useQuery({ ...barriersQuery(code, profile), enabled: isOn })
  return (
    <div>
      <label className="planner__tick">
        <input type="checkbox" checked={isOn} onChange={() => show({ barriers: isOn ? null : 'yes' })} />
        叠加屏障：水、铁路、围墙
      </label>
      {data !== undefined && (
        <p className="soft small">
          {data.blockedMetres + data.blockedSpots.length === 0
            ? `没有${profileWords[profile]}走不了的路`
            : `紫色断线是${profileWords[profile]}走不了的路，共 ${distanceWords(data.blockedMetres)}、${data.blockedSpots.length} 处窄口`}
        </p>
      )}
    </div>
  )
}
