import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { Button } from '@xiayi/ui/Button.tsx'
import { useElderMode } from '@xiayi/ui/elder-mode'
import { countWords, speedWords, walkWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { minutesQuery } from '../../features/circles/circles.queries.ts'
import { MinutesList, splitByReach } from '../../features/circles/MinutesList.tsx'
import { shortName } from '../../features/places/menu-groups.ts'
import { WalkFigure } from '../../features/places/WalkFigure.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { useProfile, type Where } from '../where.ts'
import { maySpeak, speak } from './speak.ts'

const WITHIN = 15

/** What is within a quarter of an hour of where the resident is: the nearest place of each category. */
export function NearbyCard({ where }: { where: Where }) {
  const { code } = useCounty()
  const profile = useProfile()
  const { isElder } = useElderMode()
  const categoryName = useCategoryName()
  const { data, error, refetch } = useQuery(minutesQuery(code, { lon: where.lon, lat: where.lat }, profile))
  if (error) {
    return (
      <ProblemNotice problem={shownProblem(error)}>
        <Button onClick={() => refetch()}>再试一次</Button>
      </ProblemNotice>
    )
  }
  if (!data) return <Waiting label="正在算步行时间…" />
  const { near } = splitByReach(data.items, WITHIN)
  return (
    <section className="card" aria-labelledby="near-title">
      <div className="near__head">
        <h2 id="near-title" className="card__title">
          15 分钟内
        </h2>
        {isElder && maySpeak() && (
          <Button
            icon="speak"
            onClick={() =>
              speak(
                near
                  .slice(0, 8)
                  .map(
                    (item) =>
                      `${shortName(categoryName(item.categoryId))}，${item.placeName ?? ''}，${walkWords(item.seconds)}。`,
                  ),
              )
            }
          >
            读给我听
          </Button>
        )}
      </div>
      <p className="near__sum x-num">
        {countWords(data.items.length)} 类里有 <b>{countWords(near.length)}</b> 类走得到
      </p>
      <Bar
        value={data.items.length === 0 ? 0 : near.length / data.items.length}
        label={`${data.items.length} 类里有 ${near.length} 类`}
      />
      <p className="soft small near__speed">
        {speedWords(data.profile, data.speedMetresPerSecond)}
        {data.grade === 'far' && ` · 离最近的路 ${Math.round(data.legMetres)} 米，已算在内`}
        {data.grade === 'beyond' && ' · 这里离路太远，时间不准'}
      </p>
      <MinutesList
        items={data.items}
        withinMinutes={WITHIN}
        first={isElder ? 6 : 14}
        isWide
        row={(item) => {
          const words = (
            <>
              <WalkFigure seconds={item.seconds} />
              <span className="place-list__words">
                <b>{shortName(categoryName(item.categoryId))}</b>
                <span className="soft small">{item.placeName ?? '附近没有'}</span>
              </span>
            </>
          )
          return item.placeId === null ? (
            <Link to="/search" search={{ category: item.categoryId }}>
              {words}
            </Link>
          ) : (
            <Link to="/places/$placeId" params={{ placeId: item.placeId }}>
              {words}
            </Link>
          )
        }}
      />
    </section>
  )
}
