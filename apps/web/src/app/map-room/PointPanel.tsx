import { useQuery } from '@tanstack/react-query'
import type { walkReply } from '@xiayi/contract/circles'
import { Button } from '@xiayi/ui/Button.tsx'
import { speedWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { circleMapQuery, minutesQuery } from '../../features/circles/circles.queries.ts'
import { MinutesList, splitByReach } from '../../features/circles/MinutesList.tsx'
import { WalkExplanation } from '../../features/circles/WalkExplanation.tsx'
import { shortName } from '../../features/places/menu-groups.ts'
import { WalkFigure } from '../../features/places/WalkFigure.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { containing } from '../containing.ts'
import { chooseWhere, useProfile, useWhere } from '../where.ts'
import { communityName } from './map-features.ts'
import { type MapRoom, pointText } from './use-map-room.ts'

type PointPanelProps = {
  room: MapRoom
  from: { lon: number; lat: number }
  walk: ReturnType<(typeof walkReply)['parse']> | undefined
}

/** Minutes from a clicked point to the nearest place of each category; one of them drawn and explained. */
export function PointPanel({ room, from, walk }: PointPanelProps) {
  const { code } = useCounty()
  const profile = useProfile()
  const where = useWhere()
  const categoryName = useCategoryName()
  const { data, error } = useQuery(minutesQuery(code, from, profile))
  const { data: areas } = useQuery(circleMapQuery(code))
  const area = containing(areas?.features ?? [], from.lon, from.lat)
  const isKept = where !== null && Math.abs(where.lon - from.lon) < 1e-5 && Math.abs(where.lat - from.lat) < 1e-5
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting label="正在算步行时间…" />
  const { near } = splitByReach(data.items, 15)
  return (
    <>
      <h2 className="panel__title">从这里步行</h2>
      <p className="soft small">
        {area === undefined ? '不在任何社区里' : area.name} · {speedWords(data.profile, data.speedMetresPerSecond)}
        {data.grade !== 'near' && ` · 离最近的路 ${Math.round(data.legMetres)} 米`}
      </p>
      {walk !== undefined && (
        <section className="point-panel__walk">
          <h3>到{walk.placeName}</h3>
          <WalkExplanation walk={walk} />
        </section>
      )}
      <p>
        15 分钟内走得到 <b className="x-num">{near.length}</b> / {data.items.length} 类
      </p>
      <MinutesList
        items={data.items}
        withinMinutes={15}
        first={20}
        row={(item) => (
          <button
            type="button"
            disabled={item.placeId === null}
            aria-pressed={room.category === item.categoryId}
            onClick={() => room.show({ from: pointText(from), category: item.categoryId })}
          >
            <WalkFigure seconds={item.seconds} />
            <span className="place-list__words">
              <b>{shortName(categoryName(item.categoryId))}</b>
              <span className="soft small">{item.placeName ?? '附近没有'}</span>
            </span>
          </button>
        )}
      />
      {!isKept && (
        <Button
          icon="pin"
          onClick={() =>
            chooseWhere(code, {
              ...from,
              label: area?.name ?? '图上选的点',
              circleId: area?.circleId ?? null,
              circleName: area === undefined ? null : `${communityName(area.name)}生活圈`,
            })
          }
        >
          把这里记作我的位置
        </Button>
      )}
    </>
  )
}
