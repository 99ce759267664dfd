import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MissingItem } from '@xiayi/contract/circle-figures'
import type { Evaluation } from '@xiayi/contract/circles'
import { ChangesPanel } from '../../features/circles/ChangesPanel.tsx'
import { CirclePlaceList } from '../../features/circles/CirclePlaceList.tsx'
import { ClauseCourse } from '../../features/circles/ClauseCourse.tsx'
import { ClauseGroups } from '../../features/circles/ClauseGroups.tsx'
import { ComparePanel } from '../../features/circles/ComparePanel.tsx'
import {
  circlePlacesQuery,
  missingQuery,
  residentsQuery,
  trendQuery,
} from '../../features/circles/circle-figures.queries.ts'
import { HistoryList } from '../../features/circles/HistoryList.tsx'
import { MissingList } from '../../features/circles/MissingList.tsx'
import { ResidentsCard } from '../../features/circles/ResidentsCard.tsx'
import { TrendTable } from '../../features/circles/TrendTable.tsx'
import { categoriesQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { useCategoryName } from '../category-names.ts'
import { Answered, CircleSection } from './CircleSection.tsx'

/** Everything that is told of an evaluated circle, from what it lacks to how it got here. */
export function CircleFigures({ circleId, evaluation }: { circleId: string; evaluation: Evaluation }) {
  const { code } = useCounty()
  const trend = useQuery(trendQuery(code, circleId))
  const missing = useQuery(missingQuery(code, circleId))
  const places = useQuery(circlePlacesQuery(code, circleId))
  const people = useQuery(residentsQuery(code, circleId))
  const categories = useQuery(categoriesQuery(code))
  const categoryName = useCategoryName()
  return (
    <>
      <CircleSection id="missing" title="缺什么补什么" note="按影响的人数排，人多的在前；说不准的排在后面。">
        <Answered asked={missing}>
          {(found) => <MissingList missing={found} walkLink={walkLink} placeLink={placeLink} />}
        </Answered>
      </CircleSection>
      <CircleSection id="clauses" title="逐条" note="横线是要求；圆点是达标，方块是没达标。">
        <ClauseGroups
          evaluation={evaluation}
          course={(clauseId) => trend.data && <ClauseCourse trend={trend.data} clauseId={clauseId} />}
        />
      </CircleSection>
      <CircleSection id="compare" title="比较">
        <ComparePanel circleId={circleId} />
      </CircleSection>
      <CircleSection id="places" title="网点">
        <Answered asked={places}>
          {(found) => (
            <CirclePlaceList
              places={found}
              categoryIds={categories.data?.items.map(({ id }) => id) ?? []}
              categoryName={categoryName}
              placeLink={placeLink}
            />
          )}
        </Answered>
      </CircleSection>
      <CircleSection id="people" title="居民">
        <Answered asked={people}>{(found) => <ResidentsCard people={found} />}</Answered>
      </CircleSection>
      <CircleSection id="history" title="历次评价">
        <Answered asked={trend}>
          {(found) => (
            <>
              <h3>两次之间变了什么</h3>
              <div className="card">
                <ChangesPanel trend={found} categoryName={categoryName} />
              </div>
              <h3>走势表</h3>
              <TrendTable trend={found} />
            </>
          )}
        </Answered>
        <h3>评价记录</h3>
        <div className="card">
          <HistoryList circleId={circleId} />
        </div>
      </CircleSection>
    </>
  )
}

function walkLink(walk: NonNullable<MissingItem['walk']>, words: string) {
  const [lon, lat] = walk.from
  const from = `${lon.toFixed(6)},${lat.toFixed(6)}`
  const search = walk.place === null ? { from } : { from, place: walk.place.placeId }
  return (
    <Link to="/map" search={search}>
      {words}
    </Link>
  )
}

function placeLink(placeId: string, name: string) {
  return (
    <Link to="/places/$placeId" params={{ placeId }}>
      {name}
    </Link>
  )
}
