import { useMemo } from 'react'
import { costliest, secondsWords, shorterWords, spotWords } from '../../../features/circles/why-words.ts'
import { AreaLayer } from '../../../map/AreaLayer.tsx'
import { DrawPoint } from '../../../map/DrawPoint.tsx'
import { PlacesLayer } from '../../../map/PlacesLayer.tsx'
import { PointMarker } from '../../../map/PointMarker.tsx'
import { WalkLayer } from '../../../map/WalkLayer.tsx'
import { type Way, WaysLayer } from '../../../map/WaysLayer.tsx'
import { useWide } from '../../map-room/use-wide.ts'
import { pointText, usePlanner } from '../use-planner.ts'
import { useWhy } from './use-why.ts'

/** rail and panel, in pixels */
const PANEL = 470

/** The building, its walk with what is passed on it, and what would make it shorter. */
export function WhyLayers() {
  const { show } = usePlanner()
  const { from, why, item, way } = useWhy()
  const isWide = useWide()
  const walk = way?.walk ?? null
  const covered = useMemo(() => ({ left: isWide ? PANEL : 0, bottom: 0 }), [isWide])
  const stretches = useMemo(() => {
    if (walk === null) return []
    const most = costliest(walk.segments)
    return walk.segments.map(({ kind, line, seconds }, at) => ({
      kind,
      line,
      text: at === most ? `最费时 ${secondsWords(seconds)}` : '',
      isCostliest: at === most,
    }))
  }, [walk])
  const spots = useMemo(
    () =>
      (walk?.spots ?? []).map(({ kind, at, seconds }) => ({
        at,
        text: `${spotWords[kind] ?? ''}${seconds > 0 ? ` ${secondsWords(seconds)}` : ''}`,
      })),
    [walk],
  )
  const ways = useMemo(
    () =>
      (way?.shorterWays ?? []).map(
        ({ kind, line, metres }, at): Way => ({
          kind,
          line,
          text: `${at + 1} ${shorterWords[kind]} ${Math.round(metres)} 米`,
          at,
        }),
      ),
    [way],
  )
  const room = way?.room ?? null
  const best = room?.best ?? null
  const origin = why?.origin.at ?? (from === null ? null : [from.lon, from.lat])
  return (
    <>
      <DrawPoint onPoint={(at) => show({ from: pointText(at) })} onCancel={() => show({ from: null, to: null })} />
      {room !== null && <AreaLayer area={room.area} />}
      {item !== undefined && (
        <PlacesLayer id="why-place" category={item.categoryId} isActive={false} onPick={() => undefined} />
      )}
      {walk !== null && <WalkLayer stretches={stretches} spots={spots} covered={covered} />}
      <WaysLayer ways={ways} isActive={false} onPick={() => undefined} />
      {best !== null && <PointMarker lon={best.at[0]} lat={best.at[1]} kind="place" label="添一处的建议位置" />}
      {origin !== null && <PointMarker lon={origin[0] ?? 0} lat={origin[1] ?? 0} kind="from" label="从这里出发" />}
    </>
  )
}
