import { Button } from '@xiayi/ui/Button.tsx'
import { countWords, shareWords, speedWords, walkMinutes, walkWords } from '@xiayi/ui/format'
import { useMemo } from 'react'
import { ageWordsOf, type Ground, hexMeans, hexPeople, hexPeopleBeyond } from '../../../features/circles/ground.ts'
import { useCategoryName } from '../../category-names.ts'
import { useSideName } from '../plans/use-plan.ts'
import { usePlanner } from '../use-planner.ts'
import { asksMinutes, type LayerView, layerView, type Side } from './layer-view.ts'
import { useLook, useLookStore } from './look.ts'
import { useLayer } from './use-layer.ts'

/** What lies under the pointer or the keyboard's cross, in words. */
export function LookCard() {
  const { search } = usePlanner()
  const store = useLookStore()
  const look = useLook()
  const view = layerView(search, look?.side)
  const { ground } = useLayer(view)
  const isThere =
    look !== null &&
    ground !== undefined &&
    look.thing.index < (look.thing.kind === 'building' ? ground.count : ground.rings.length)
  return (
    <div className="look" role="status" aria-label="图上读数">
      {isThere && (
        <div className="look__card">
          <SideName side={look.side} />
          {look.thing.kind === 'building' ? (
            <BuildingWords view={view} ground={ground} building={look.thing.index} />
          ) : (
            <HexagonWords view={view} ground={ground} hexagon={look.thing.index} />
          )}
          {look.isKept && (
            <p className="row">
              <Button look="quiet" onClick={() => store.set(null)}>
                收起
              </Button>
            </p>
          )}
        </div>
      )}
    </div>
  )
}

function SideName({ side }: { side: Side }) {
  const name = useSideName(side)
  return name === null ? null : <p className="soft small">{name}</p>
}

type Words = { view: LayerView; ground: Ground }

function BuildingWords({ view, ground, building }: Words & { building: number }) {
  const { column, today } = useLayer(view)
  const name = useCategoryName()
  const seconds = column?.seconds[building] ?? null
  const before = today?.column?.seconds[building]
  const { people, communities, community } = ground
  const count = (age: keyof typeof people) => countWords(people[age][building] ?? 0)
  return (
    <>
      <p>
        <b>{communities[community[building] ?? -1]?.name ?? '不在任何社区里'}</b>的一栋楼
      </p>
      {asksMinutes(view.layer) && column !== undefined && (
        <p>
          到最近的{name(column.categoryId)} <b className="x-num">{secondsWords(seconds, column.limitSeconds)}</b>
          {before !== undefined && (
            <span className="x-num">
              {before === seconds ? '，和现在一样' : `（现在${secondsWords(before, column.limitSeconds)}）`}
            </span>
          )}
          <span className="soft small"> {speedWords(column.profile, column.speedMetresPerSecond)}</span>
        </p>
      )}
      <p className="x-num">
        居民 {count('all')} 人
        <span className="soft small">
          {' '}
          {ageWordsOf.under15} {count('under15')} · {ageWordsOf.from15to59} {count('from15to59')} · {ageWordsOf.over60}{' '}
          {count('over60')}
        </span>
      </p>
    </>
  )
}

function secondsWords(seconds: number | null, limitSeconds: number): string {
  return seconds === null || seconds < 0 ? `${limitSeconds / 60} 分钟也走不到` : walkWords(seconds)
}

function HexagonWords({ view, ground, hexagon }: Words & { hexagon: number }) {
  const { column } = useLayer(view)
  const name = useCategoryName()
  const { age, within } = view
  const figures = useMemo(
    () => ({
      people: hexPeople(ground, age),
      means: column && hexMeans(ground, column, age),
      beyond: column && hexPeopleBeyond(ground, column, age, within),
    }),
    [ground, column, age, within],
  )
  const residents = figures.people[hexagon] ?? 0
  const mean = figures.means?.[hexagon]
  return (
    <>
      <p>
        <b>这个六边形</b>{' '}
        <span className="x-num">
          {ageWordsOf[age]} {countWords(residents)} 人
        </span>
      </p>
      {asksMinutes(view.layer) && column !== undefined && mean !== undefined && !Number.isNaN(mean) && (
        <>
          <p>
            到最近的{name(column.categoryId)}平均 <b className="x-num">{walkMinutes(mean)} 分钟</b>
            <span className="soft small"> 按人数加权，{speedWords(column.profile, column.speedMetresPerSecond)}</span>
          </p>
          <p className="x-num">
            {within} 分钟够不着 {shareWords(figures.beyond?.[hexagon] ?? 0, residents, '人')}
          </p>
        </>
      )}
    </>
  )
}
