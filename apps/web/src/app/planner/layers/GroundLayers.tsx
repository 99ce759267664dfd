import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { allGapsQuery, circleMapQuery, circlesQuery, walkshedQuery } from '../../../features/circles/circles.queries.ts'
import { barriersQuery } from '../../../features/circles/ground.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { BarrierLayer } from '../../../map/BarrierLayer.tsx'
import { GroundLayer } from '../../../map/GroundLayer.tsx'
import { PlacesLayer } from '../../../map/PlacesLayer.tsx'
import { TierLayer } from '../../../map/TierLayer.tsx'
import { WalkshedLayer } from '../../../map/WalkshedLayer.tsx'
import { tierFeatures, walkshedFeatures } from '../../map-room/map-features.ts'
import { PlanLayers } from '../plans/PlanLayers.tsx'
import { plannedTiers } from '../plans/planned-ground.ts'
import { usePlan } from '../plans/use-plan.ts'
import { usePlanner } from '../use-planner.ts'
import { useTriedTiers } from '../what-if/use-tried.ts'
import { layerPaint } from './layer-paint.ts'
import { asksMinutes, isOnGround, type LayerView, layerView, type Side, sidePatch } from './layer-view.ts'
import { useLookStore } from './look.ts'
import { useLayer } from './use-layer.ts'
import { worstFeatures, worstGaps } from './worst-gaps.ts'

/** What one map shows, whichever tool is in hand. */
export function GroundLayers({ side }: { side: Side }) {
  const { code } = useCounty()
  const { search } = usePlanner()
  const view = layerView(search, side)
  const barriers = useQuery({ ...barriersQuery(code, view.profile), enabled: search.barriers !== undefined })
  return (
    <>
      {view.layer === 'worst' && <WorstGapLayer view={view} side={side} />}
      {(view.layer === 'tiers' || view.layer === 'walkshed') && <CircleLayers view={view} side={side} />}
      {isOnGround(view.layer) && <BuildingLayers view={view} side={side} />}
      {asksMinutes(view.layer) && <PlacesLayer category={view.category} isActive={false} onPick={() => undefined} />}
      {view.plan !== null && <PlanLayers view={view} />}
      {search.barriers !== undefined && barriers.data !== undefined && <BarrierLayer data={barriers.data} />}
    </>
  )
}

function BuildingLayers({ view, side }: { view: LayerView; side: Side }) {
  const store = useLookStore()
  const { search } = usePlanner()
  const isReading = search.tool === undefined || search.tool === 'layers'
  const { ground, column } = useLayer(view)
  const { layer, category, profile, minutes, by, age, within, plan } = view
  const painted = useMemo(
    () =>
      ground === undefined
        ? null
        : layerPaint({ layer, category, profile, minutes, by, age, within, circle: null, plan }, ground, column),
    [ground, column, layer, category, profile, minutes, by, age, within, plan],
  )
  if (ground === undefined || painted === null) return null
  return (
    <GroundLayer
      shape={ground}
      paint={painted.paint}
      name={painted.name}
      onLook={(thing) => {
        if (store.get()?.isKept !== true) store.set(thing && { side, thing, isKept: false })
      }}
      onPick={(thing) => {
        // In other hands a click means what that tool says.
        if (isReading) store.set({ side, thing, isKept: true })
      }}
    />
  )
}

function WorstGapLayer({ view, side }: { view: LayerView; side: Side }) {
  const { code } = useCounty()
  const { show } = usePlanner()
  const areas = useQuery(circleMapQuery(code))
  const gaps = useQuery(allGapsQuery(code))
  const coats = useMemo(
    () => (areas.data && gaps.data ? worstFeatures(areas.data, worstGaps(gaps.data)) : null),
    [areas.data, gaps.data],
  )
  if (coats === null) return null
  return (
    <TierLayer
      data={coats}
      selectedId={view.circle}
      isFaint={false}
      isActive
      onPick={(circle) => show(sidePatch(side, { circle }))}
    />
  )
}

function CircleLayers({ view, side }: { view: LayerView; side: Side }) {
  const { code } = useCounty()
  const { show } = usePlanner()
  const circles = useQuery(circlesQuery(code))
  const areas = useQuery(circleMapQuery(code))
  const isWalkshed = view.layer === 'walkshed' && view.circle !== null
  const walkshed = useQuery({ ...walkshedQuery(code, view.circle ?? ''), enabled: isWalkshed })
  const { plan } = usePlan(view)
  const tried = useTriedTiers(areas.data)
  const shown = useMemo(() => {
    if (view.plan === null) return tried
    return areas.data && plan && plannedTiers(areas.data, plan.preview)
  }, [areas.data, tried, plan, view.plan])
  const tiers = circles.data?.tiers
  const coats = useMemo(() => tierFeatures(shown, tiers ?? []), [shown, tiers])
  const bands = walkshedFeatures(isWalkshed ? walkshed.data : undefined)
  return (
    <>
      {coats !== null && (
        <TierLayer
          data={coats}
          selectedId={view.circle}
          isFaint={bands !== null}
          isActive
          onPick={(circle) => show(sidePatch(side, { circle }))}
        />
      )}
      {bands !== null && <WalkshedLayer data={bands} />}
    </>
  )
}
