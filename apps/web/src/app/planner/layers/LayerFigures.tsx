import { useQuery } from '@tanstack/react-query'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { countWords, percentWords, shareWords, speedWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useMemo } from 'react'
import { groundQuery } from '../../../features/circles/ground.queries.ts'
import { AGES, ageWordsOf, reachByCommunity, reachOfAll, reachWithin } from '../../../features/circles/ground.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { asksMinutes, type LayerView } from './layer-view.ts'
import { useLayer } from './use-layer.ts'

const MOST_GAPS = 6

/** What the map says in one sentence, one bar, and the communities with most people beyond reach. */
export function LayerFigures({ view }: { view: LayerView }) {
  const { error } = useLayer(view)
  // A scenario that cannot be opened has said so above.
  if (error && view.plan !== null) return null
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (view.layer === 'people') return <PeopleFigures />
  return asksMinutes(view.layer) ? <ReachFigures view={view} /> : null
}

function ReachFigures({ view }: { view: LayerView }) {
  const { ground, column, today } = useLayer(view)
  const name = useCategoryName()
  const rows = useMemo(
    () => (ground === undefined || column === undefined ? [] : reachByCommunity(ground, column)),
    [ground, column],
  )
  if (ground === undefined || column === undefined) return <Waiting label="正在算步行时间…" />
  const before =
    today?.ground === undefined || today.column === undefined
      ? null
      : reachWithin(reachOfAll(today.ground, today.column, view.age), view.within)
  const all = reachOfAll(ground, column, view.age)
  const reached = reachWithin(all, view.within)
  const worst = rows
    .map((row) => ({ ...row, beyond: row.byAge[view.age].residents - reachWithin(row.byAge[view.age], view.within) }))
    .filter(({ beyond }) => beyond > 0)
    .sort((a, b) => b.beyond - a.beyond)
  return (
    <section className="figures" aria-label="全县">
      <p>
        {ageWordsOf[view.age]}步行 {view.within} 分钟内够得着{name(column.categoryId)}：
        <b className="x-num">{shareWords(reached, all.residents, '人')}</b>
      </p>
      <Bar value={all.residents === 0 ? 0 : reached / all.residents} tone="pass" label="够得着的居民" />
      {before !== null && (
        <p>
          比现在<b className="x-num"> {signedWords(reached - before)} 人</b>
        </p>
      )}
      <p className="soft small">{speedWords(column.profile, column.speedMetresPerSecond)}</p>
      {worst.length > 0 && (
        <>
          <h3>够不着的人最多</h3>
          <ol className="figures__worst">
            {worst.slice(0, MOST_GAPS).map(({ id, name: community, beyond, byAge }) => (
              <li key={id}>
                <span>{community}</span>
                <b className="x-num">{countWords(beyond)} 人</b>
                <span className="soft small x-num">
                  占 {percentWords(beyond, byAge[view.age].residents)}（共 {countWords(byAge[view.age].residents)}）
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

function signedWords(count: number): string {
  return count > 0 ? `+${countWords(count)}` : countWords(count)
}

function PeopleFigures() {
  const { code } = useCounty()
  const { data: ground } = useQuery(groundQuery(code))
  if (ground === undefined) return <Waiting />
  const total = (age: (typeof AGES)[number]) => ground.people[age].reduce((sum, people) => sum + people, 0)
  return (
    <ul className="figures__ages">
      {AGES.map((age) => (
        <li key={age}>
          <span>{ageWordsOf[age]}</span>
          <b className="x-num">{countWords(total(age))} 人</b>
          {age !== 'all' && <span className="soft small x-num">{percentWords(total(age), total('all'))}</span>}
        </li>
      ))}
    </ul>
  )
}
