import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CircleSummary } from '@xiayi/contract/circles'
import { Button } from '@xiayi/ui/Button.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { circleMapQuery, circlesQuery } from '../../features/circles/circles.queries.ts'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { containing } from '../containing.ts'
import { chooseWhere, type Where } from '../where.ts'

type WherePickerProps = { onChosen: () => void; onCancel: (() => void) | null }

function labelOf(circle: CircleSummary): string {
  return [circle.townName, circle.communityNames[0] ?? circle.name].filter((part) => part !== null).join(' ')
}

/** The device's own position where it is allowed and inside the county, else a community from the list. */
export function WherePicker({ onChosen, onCancel }: WherePickerProps) {
  const { code } = useCounty()
  const circles = useQuery(circlesQuery(code))
  const keep = (where: Where) => {
    chooseWhere(code, where)
    onChosen()
  }
  const { locate, isLocating, trouble } = useOwnPosition(circles.data?.items ?? [], keep)
  return (
    <section className="card where-picker" aria-labelledby="where-title">
      <h2 id="where-title" className="card__title">
        您在哪里？
      </h2>
      <p className="soft">选好以后，就能看到走到各处要几分钟。位置只存在您的手机里。</p>
      <div className="row">
        <Button look="main" icon="aim" disabled={isLocating} onClick={locate}>
          {isLocating ? '正在定位…' : '用我的位置'}
        </Button>
        <Link to="/map" className="x-button x-button--plain">
          在地图上点
        </Link>
        {onCancel !== null && (
          <Button look="quiet" onClick={onCancel}>
            不换了
          </Button>
        )}
      </div>
      {trouble !== null && <p role="status">{trouble}</p>}
      {circles.error && <ProblemNotice problem={shownProblem(circles.error)} />}
      {circles.isPending && <Waiting />}
      {circles.data && <CommunityList circles={circles.data.items} onChosen={keep} />}
    </section>
  )
}

function CommunityList({ circles, onChosen }: { circles: readonly CircleSummary[]; onChosen: (where: Where) => void }) {
  if (circles.length === 0) return <Empty title="还没有社区数据">请管理员先导入社区边界。</Empty>
  return (
    <label className="where-picker__list">
      <span>或者选您的社区</span>
      <select
        value=""
        onChange={(event) => {
          const circle = circles.find(({ id }) => id === event.target.value)
          if (circle === undefined) return
          const [lon, lat] = circle.center
          onChosen({ lon, lat, label: labelOf(circle), circleId: circle.id, circleName: circle.name })
        }}
      >
        <option value="" disabled>
          请选择
        </option>
        {circles.map((circle) => (
          <option key={circle.id} value={circle.id}>
            {labelOf(circle)}
          </option>
        ))}
      </select>
    </label>
  )
}

function useOwnPosition(circles: readonly CircleSummary[], onFound: (where: Where) => void) {
  const { code, name } = useCounty()
  const areas = useQuery({ ...circleMapQuery(code), enabled: false })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isLocating, setIsLocating] = useState(false)

  async function keepPoint(lon: number, lat: number) {
    const { data } = await areas.refetch()
    const area = data === undefined ? undefined : containing(data.features, lon, lat)
    setIsLocating(false)
    if (area === undefined) {
      setTrouble(`您现在不在${name}的社区里。请在下面选一个社区。`)
      return
    }
    const circle = circles.find(({ id }) => id === area.circleId)
    onFound({ lon, lat, label: area.name, circleId: area.circleId, circleName: circle?.name ?? null })
  }

  function locate() {
    setIsLocating(true)
    setTrouble(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void keepPoint(coords.longitude, coords.latitude),
      () => {
        setIsLocating(false)
        setTrouble('没有拿到位置（没有允许，或者信号不好）。请在下面选一个社区。')
      },
      { timeout: 10_000, maximumAge: 60_000 },
    )
  }
  return { locate, isLocating, trouble }
}
