import { useQuery } from '@tanstack/react-query'
import type { walkshedCollection } from '@xiayi/contract/circles'
import { circleMapQuery } from '../../features/circles/circles.queries.ts'
import { useCounty } from '../../live/county.ts'
import { FlyTo } from '../../map/FlyTo.tsx'
import { boxOf } from '../../map/geometry.ts'
import { MapView } from '../../map/MapView.tsx'
import { OutlineLayer } from '../../map/OutlineLayer.tsx'
import { WalkshedLayer } from '../../map/WalkshedLayer.tsx'
import { walkshedFeatures } from '../map-room/map-features.ts'

type CircleMapProps = { circleId: string; walkshed: ReturnType<(typeof walkshedCollection)['parse']> | undefined }

const EVEN = { left: -16, right: -16, bottom: -16 }

/** The declared boundary as a line, the computed walkshed as bands: two things, never mixed. */
export function CircleMap({ circleId, walkshed }: CircleMapProps) {
  const county = useCounty()
  const { data } = useQuery(circleMapQuery(county.code))
  const own = data?.features.filter(({ properties }) => properties.circleId === circleId) ?? []
  const bands = walkshedFeatures(walkshed)
  const box = boxOf([...own, ...(bands?.features ?? [])])
  if (box === null) return null
  return (
    <MapView
      county={county.code}
      attribution={county.attribution ?? '© OpenStreetMap contributors, ODbL'}
      view={null}
      box={box}
      label="社区边界和 5、10、15 分钟步行范围"
      isCalm
    >
      {bands !== null && <WalkshedLayer data={bands} />}
      <OutlineLayer data={{ type: 'FeatureCollection', features: own }} />
      <FlyTo box={box} padding={EVEN} />
    </MapView>
  )
}
