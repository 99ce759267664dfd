import { countWords } from '@xiayi/ui/format'
import { useMemo } from 'react'
import { useEveryClick } from '../../../map/clicks.ts'
import { CandidatesLayer, SuggestionMarkers } from '../../../map/SpotLayers.tsx'
import { usePlanner } from '../use-planner.ts'
import { addCorner, addSpot, useDrawnSpots } from './drawn-spots.ts'
import { useSiting } from './use-siting.ts'

export function SitingLayers() {
  const { search, show } = usePlanner()
  const drawn = useDrawnSpots()
  const { answer } = useSiting()
  const isDrawing = search.spots === 'drawn' && (search.pen === 'spot' || search.pen === 'plot')
  useEveryClick(isDrawing, ({ lon, lat }) => (search.pen === 'plot' ? addCorner(lon, lat) : addSpot(lon, lat)))
  const candidates = useMemo(
    () => ({
      type: 'FeatureCollection',
      features: [
        ...drawn.plots.map(({ geometry }) => ({ type: 'Feature', geometry, properties: {} })),
        ...draftFeatures(drawn.draft),
      ],
    }),
    [drawn],
  )
  const chosen = Number(search.pick ?? 0)
  const suggestions = useMemo(
    () =>
      (answer?.suggestions ?? []).map(({ lon, lat, name, communityName, serves }, at) => ({
        lon,
        lat,
        label: `建议 ${at + 1}：${name ?? communityName ?? '未命名地点'}，新走得到 ${countWords(serves.everyone)} 人`,
      })),
    [answer],
  )
  return (
    <>
      {search.spots === 'drawn' && <CandidatesLayer data={candidates} />}
      <SuggestionMarkers suggestions={suggestions} chosen={chosen} onPick={(order) => show({ pick: String(order) })} />
    </>
  )
}

function draftFeatures(draft: readonly (readonly [number, number])[]) {
  const corners = draft.map((coordinates) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties: {},
  }))
  if (draft.length < 2) return corners
  return [...corners, { type: 'Feature', geometry: { type: 'LineString', coordinates: draft }, properties: {} }]
}
