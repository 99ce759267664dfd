import '../../features/places/places.css'
import '../../features/circles/circles.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { walkQuery } from '../../features/circles/circles.queries.ts'
import { WalkExplanation } from '../../features/circles/WalkExplanation.tsx'
import { PlaceCard } from '../../features/places/PlaceCard.tsx'
import { placeQuery } from '../../features/places/places.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { useCategoryName } from '../category-names.ts'
import { useProfile, useWhere } from '../where.ts'

export function PlacePage() {
  const { placeId } = useParams({ from: '/resident/places/$placeId' })
  const { code } = useCounty()
  const where = useWhere()
  const profile = useProfile()
  const router = useRouter()
  const categoryName = useCategoryName()
  const from = where === null ? null : { lon: where.lon, lat: where.lat }
  const { data, error, refetch } = useQuery(placeQuery(code, placeId, from, profile))
  const walk = useQuery(walkQuery(code, from, { place: placeId }, profile))
  return (
    <main className="page page--narrow">
      <p>
        <Button
          look="quiet"
          icon="back"
          onClick={() => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: '/' }))}
        >
          返回
        </Button>
      </p>
      {error && (
        <ProblemNotice problem={shownProblem(error)}>
          <Button onClick={() => refetch()}>再试一次</Button>
          <Link to="/" className="x-button x-button--plain">
            按分类找
          </Link>
        </ProblemNotice>
      )}
      {!data && !error && <Waiting />}
      {data && (
        <div className="card">
          <PlaceCard place={data} categoryName={categoryName} profile={profile} fromLabel={where?.label ?? null}>
            <p className="place__ways">
              <Link
                to="/map"
                search={{ place: placeId, ...(from && { from: `${from.lon},${from.lat}` }) }}
                className="x-button x-button--main"
              >
                {from === null ? '在地图上看' : '看怎么走'}
              </Link>
            </p>
            {walk.data && (
              <details className="why">
                <summary>为什么要走这么久</summary>
                <WalkExplanation walk={walk.data} />
              </details>
            )}
          </PlaceCard>
        </div>
      )}
    </main>
  )
}
