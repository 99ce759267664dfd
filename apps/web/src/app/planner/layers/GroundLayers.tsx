import { useQuery } from '@tanstack/react-query'
import { circleMapQuery, circlesQuery, walkshedQuery } from '../../../features/circles/circles.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { useMapClick } from '../../../map/clicks.ts'
import { TierLayer } from '../../../map/TierLayer.tsx'
import { WalkshedLayer } from '../../../map/WalkshedLayer.tsx'
import { tierFeatures, walkshedFeatures } from '../../map-room/map-features.ts'
import { usePlanner } from '../use-planner.ts'
import { layerView } from './layer-view.ts'

/** What the planner looks at, whichever tool is in hand. */
export function GroundLayers() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const view = layerView(search)
  const circles = useQuery(circlesQuery(code))
  const areas = useQuery(circleMapQuery(code))
  const isWalkshed = view.layer === 'walkshed' && view.circle !== null
  const walkshed = useQuery({ ...walkshedQuery(code, view.circle ?? ''), enabled: isWalkshed })
  useMapClick(() => {
    if (view.circle !== null && view.layer === 'tiers') show({ circle: null })
  })
  const coats = tierFeatures(areas.data, circles.data?.tiers ?? [])
  const bands = walkshedFeatures(isWalkshed ? walkshed.data : undefined)
  return (
    <>
      {coats !== null && (
        <TierLayer
          data={coats}
          selectedId={view.circle}
          isFaint={bands !== null}
          isActive
          onPick={(circle) => show({ circle })}
        />
      )}
      {bands !== null && <WalkshedLayer data={bands} />}
    </>
  )
}
