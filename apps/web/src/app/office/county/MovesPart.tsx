import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChartOrTable } from '@xiayi/ui/ChartOrTable.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { movesQuery, overTimeQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { plainDayWords } from '../../../features/circles/county/day-words.ts'
import { MovesPanel, MovesTable } from '../../../features/circles/county/MovesPanel.tsx'
import { movesLine, movesTitle } from '../../../features/circles/county/moves-words.ts'
import { inScope, type Scope, scopeWords } from '../../../features/circles/county/scope.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { circleLink } from './circle-link.tsx'

export function MovesPart({ scope }: { scope: Scope }) {
  const { code } = useCounty()
  const search = useSearch({ from: '/office/' })
  const categoryName = useCategoryName()
  const { data, error } = useQuery(movesQuery(code, { from: search.from, to: search.to }))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const items = inScope(data.items, scope)
  const { from, to, tiers } = data
  if (from === null || to === null)
    return (
      <section aria-labelledby="moves-title">
        <h2 id="moves-title">升降</h2>
        <p className="card">评价过两天以后，这里会列出哪些圈升了、哪些降了、为什么。</p>
      </section>
    )
  return (
    <ChartOrTable
      title={movesTitle(from, to)}
      controls={<Days from={from} to={to} />}
      note={`${plainDayWords(from)} → ${plainDayWords(to)}，${scopeWords[scope]}：${movesLine(items, data.unmoved[scope])}。`}
      chart={<MovesPanel tiers={tiers} items={items} circleLink={circleLink} categoryName={categoryName} />}
      table={<MovesTable tiers={tiers} items={items} circleLink={circleLink} />}
    />
  )
}

function Days({ from, to }: { from: string; to: string }) {
  const { code } = useCounty()
  const search = useSearch({ from: '/office/' })
  const navigate = useNavigate({ from: '/office/' })
  const { data } = useQuery(overTimeQuery(code))
  const days = data?.days.map(({ day }) => day) ?? []
  const pick = (word: string, value: string, some: readonly string[], change: (day: string) => object) => (
    <label className="county__scope">
      {word}
      <select
        value={value}
        onChange={({ target }) =>
          navigate({ search: { ...search, ...change(target.value) }, replace: true, resetScroll: false })
        }
      >
        {[...new Set([value, ...some])].toSorted().map((day) => (
          <option key={day} value={day}>
            {plainDayWords(day)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <>
      {pick(
        '从',
        from,
        days.filter((day) => day < to),
        (day) => ({ from: day, to }),
      )}
      {pick(
        '到',
        to,
        days.filter((day) => day > from),
        (day) => ({ from, to: day }),
      )}
    </>
  )
}
