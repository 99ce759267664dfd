import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import type { MissingItem } from '@xiayi/contract/circle-figures'
import type { Evaluation } from '@xiayi/contract/circles'
import { useEffect } from 'react'
import { ChangesPanel } from '../../features/circles/ChangesPanel.tsx'
import { CirclePlaceList } from '../../features/circles/CirclePlaceList.tsx'
import { ClauseCourse } from '../../features/circles/ClauseCourse.tsx'
import { ClauseGroups } from '../../features/circles/ClauseGroups.tsx'
import { ComparePanel } from '../../features/circles/ComparePanel.tsx'
import {
  circlePlacesQuery,
  comparisonQuery,
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
import { reveal } from '../reveal.ts'
import { Answered, CircleSection } from './CircleSection.tsx'
import { StockTakingLink } from './StockTakingLink.tsx'
import { clausesLine, compareLine, historyLine, missingLine, peopleLine, placesLine } from './section-lines.ts'

/** Everything that is told of an evaluated circle, from what it lacks to how it got here. */
export function CircleFigures({ circleId, evaluation }: { circleId: string; evaluation: Evaluation }) {
  const { code } = useCounty()
  const trend = useQuery(trendQuery(code, circleId))
  const missing = useQuery(missingQuery(code, circleId))
  const comparison = useQuery(comparisonQuery(code, circleId, null))
  const places = useQuery(circlePlacesQuery(code, circleId))
  const people = useQuery(residentsQuery(code, circleId))
  const categories = useQuery(categoriesQuery(code))
  const categoryName = useCategoryName()
  useRevealed()
  return (
    <>
      <CircleSection
        id="clauses"
        line={clausesLine(evaluation)}
        isOpenFirst
        note="横线是要求；圆点是达标，方块是没达标。点开一条，看查到了什么、怎样才达标、依据哪里。"
      >
        <ClauseGroups
          evaluation={evaluation}
          course={(clauseId) => trend.data && <ClauseCourse trend={trend.data} clauseId={clauseId} />}
        />
      </CircleSection>
      <CircleSection id="missing" line={lineOf(missing, missingLine)} isOpenFirst>
        <Answered asked={missing}>
          {(found) => (
            <MissingList
              missing={found}
              walkLink={walkLink}
              placeLink={placeLink}
              stockTakingLink={<StockTakingLink circleId={circleId} word="打开盘点表" />}
            />
          )}
        </Answered>
      </CircleSection>
      <CircleSection id="compare" line={lineOf(comparison, compareLine)}>
        <ComparePanel circleId={circleId} />
      </CircleSection>
      <CircleSection id="places" line={lineOf(places, placesLine)}>
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
      <CircleSection id="people" line={lineOf(people, peopleLine)}>
        <Answered asked={people}>{(found) => <ResidentsCard people={found} />}</Answered>
      </CircleSection>
      <CircleSection id="history" line={lineOf(trend, historyLine)}>
        <Answered asked={trend}>{(found) => <Course trend={found} categoryName={categoryName} />}</Answered>
        <h3>评价记录</h3>
        <div className="card">
          <HistoryList circleId={circleId} />
        </div>
      </CircleSection>
    </>
  )
}

/** A link to a part or a clause of this page opens it, also where the page had to be read first. */
function useRevealed(): void {
  const hash = useLocation({ select: (location) => location.hash })
  useEffect(() => {
    if (hash === '') return
    const frame = requestAnimationFrame(() => reveal(hash))
    return () => cancelAnimationFrame(frame)
  }, [hash])
}

function lineOf<T>(asked: { data: T | undefined; error: Error | null }, line: (data: T) => string): string | undefined {
  if (asked.error) return '没有读到'
  return asked.data === undefined ? undefined : line(asked.data)
}

function Course({ trend, categoryName }: Parameters<typeof ChangesPanel>[0]) {
  return (
    <>
      <h3>两次之间变了什么</h3>
      <div className="card">
        <ChangesPanel trend={trend} categoryName={categoryName} />
      </div>
      <h3>走势表</h3>
      <TrendTable trend={trend} />
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
