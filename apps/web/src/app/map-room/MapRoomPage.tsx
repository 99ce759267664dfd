import '../../features/places/places.css'
import '../../features/circles/circles.css'
import './map-room.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Box } from '@xiayi/geo/boxes'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { circleMapQuery, circlesQuery, walkQuery, walkshedQuery } from '../../features/circles/circles.queries.ts'
import { placeQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { FlyTo } from '../../map/FlyTo.tsx'
import { boxOf } from '../../map/geometry.ts'
import { MapView } from '../../map/MapView.tsx'
import { PlacesLayer } from '../../map/PlacesLayer.tsx'
import { PointMarker } from '../../map/PointMarker.tsx'
import { RouteLayer } from '../../map/RouteLayer.tsx'
import { TierLayer } from '../../map/TierLayer.tsx'
import { WalkshedLayer } from '../../map/WalkshedLayer.tsx'
import { useProfile } from '../where.ts'
import { MapLegend } from './MapLegend.tsx'
import { MapPanel } from './MapPanel.tsx'
import { MapTools, type Tool } from './MapTools.tsx'
import { tierFeatures, walkshedFeatures } from './map-features.ts'
import { pointText, useMapRoom } from './use-map-room.ts'
import { useWide } from './use-wide.ts'

const DEFAULT_ATTRIBUTION = '© OpenStreetMap contributors, ODbL'
/** in pixels, where they stand over the map */
const PANEL_WIDTH = 400
const LEGEND_WIDTH = 180

export function MapRoomPage() {
  const { bounds, name } = useCounty()
  if (bounds !== null) return <MapRoom bounds={bounds} />
  return (
    <main className="page page--narrow">
      <h1>{name}还没有地图</h1>
      <Empty title="导入 OpenStreetMap 的 .osm.pbf 或 .osm 地图以后，这里就能看。">
        <Link to="/office/import" className="x-button x-button--main">
          去导入
        </Link>
      </Empty>
    </main>
  )
}

function MapRoom({ bounds }: { bounds: Box }) {
  const county = useCounty()
  const room = useMapRoom()
  const profile = useProfile()
  const isWide = useWide()
  const [tool, setTool] = useState<Tool>(room.from === null ? 'look' : 'walk')
  const [isCoated, setIsCoated] = useState(true)
  const areas = useQuery(circleMapQuery(county.code))
  const circles = useQuery(circlesQuery(county.code))
  const walkshed = useQuery({ ...walkshedQuery(county.code, room.circleId ?? ''), enabled: room.circleId !== null })
  const place = useQuery({
    ...placeQuery(county.code, room.placeId ?? '', room.from, profile),
    enabled: room.placeId !== null,
  })
  const walkTo = room.placeId === null ? { category: room.category ?? undefined } : { place: room.placeId }
  const walk = useQuery(walkQuery(county.code, room.from, walkTo, profile))

  const coats = tierFeatures(areas.data, circles.data?.tiers ?? [])
  const bands = walkshedFeatures(room.circleId === null ? undefined : walkshed.data)
  const selected = areas.data?.features.filter(({ properties }) => properties.circleId === room.circleId) ?? []
  const circleBox = bands === null ? boxOf(selected) : boxOf(bands.features)
  const padding = isWide ? { left: PANEL_WIDTH, right: LEGEND_WIDTH, bottom: 0 } : { left: 0, right: 0, bottom: 0 }

  return (
    <main className="map-room">
      <h1 className="x-sr">生活圈地图</h1>
      <MapView
        county={county.code}
        attribution={county.attribution ?? DEFAULT_ATTRIBUTION}
        view={room.openedAt}
        box={bounds}
        coveredLeft={padding.left}
        coveredRight={padding.right}
        label={`${county.name}生活圈地图`}
        onMove={room.moved}
        onClick={(at) => {
          if (tool === 'walk') room.show({ from: pointText(at) })
        }}
      >
        {isCoated && coats !== null && (
          <TierLayer
            data={coats}
            selectedId={room.circleId}
            isFaint={bands !== null || room.from !== null}
            isActive={tool === 'look'}
            onPick={(circle) => room.show({ circle })}
          />
        )}
        {bands !== null && <WalkshedLayer data={bands} />}
        <PlacesLayer
          category={room.category}
          isActive={tool === 'look' || room.category !== null}
          onPick={(id) => room.show({ place: id, ...(room.from && { from: pointText(room.from) }) })}
        />
        {room.from !== null && <PointMarker {...room.from} kind="from" label="出发点" />}
        {room.from !== null && walk.data && <RouteLayer path={walk.data.path} />}
        {room.from !== null && walk.data && (
          <PointMarker lon={walk.data.placeAt[0]} lat={walk.data.placeAt[1]} kind="place" label={walk.data.placeName} />
        )}
        {place.data && (
          <PointMarker lon={place.data.at[0]} lat={place.data.at[1]} kind="place" label={place.data.name} />
        )}
        {circleBox !== null && room.circleId !== null && (
          <FlyTo key={room.circleId} box={circleBox} padding={padding} skipsFirst={room.openedAt !== null} />
        )}
        {place.data && room.from === null && (
          <FlyTo
            key={place.data.id}
            box={[...place.data.at, ...place.data.at]}
            padding={padding}
            skipsFirst={room.openedAt !== null}
          />
        )}
      </MapView>
      <MapPanel room={room} walk={walk.data} circles={circles} place={place} />
      <MapTools tool={tool} onTool={setTool} isCoated={isCoated} onCoat={setIsCoated} room={room} />
      <MapLegend tiers={circles.data?.tiers ?? []} walkshed={room.circleId === null ? undefined : walkshed.data} />
    </main>
  )
}
