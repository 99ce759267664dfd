import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { ClauseTally } from '../../features/circles/ClauseTally.tsx'
import { circlesQuery } from '../../features/circles/circles.queries.ts'
import { useCounty } from '../../live/county.ts'

export function OwnCircleCard({ circleId }: { circleId: string }) {
  const { code } = useCounty()
  const { data } = useQuery(circlesQuery(code))
  const circle = data?.items.find(({ id }) => id === circleId)
  if (data === undefined || circle === undefined) return null
  return (
    <section className="card own-circle" aria-labelledby="own-title">
      <div className="own-circle__head">
        <h2 id="own-title" className="card__title">
          我的生活圈
        </h2>
        <TierMark look={tierLook(data.tiers, circle.tierId, circle.isEvaluated)} />
      </div>
      {circle.isEvaluated && <ClauseTally passed={circle.passed} failed={circle.failed} unknown={circle.unknown} />}
      {circle.mainReason !== null && <p>{circle.mainReason}</p>}
      <p className="row">
        <Link to="/circles/$circleId" params={{ circleId }} className="x-button x-button--plain">
          达标没有，差在哪
        </Link>
        <Link to="/map" search={{ circle: circleId }} className="x-button x-button--quiet">
          看地图
        </Link>
      </p>
    </section>
  )
}
