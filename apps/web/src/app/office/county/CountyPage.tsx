import '../../../features/circles/circles.css'
import '../../../features/circles/circle-figures.css'
import '../../../features/circles/county/county.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ageWords, countWords, dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark, Tag } from '@xiayi/ui/Tag.tsx'
import { useId } from 'react'
import { circlesQuery, summaryQuery } from '../../../features/circles/circles.queries.ts'
import { standardMark } from '../../../features/circles/clause-words.ts'
import { inScope, SCOPES, scopeOf, scopeWords } from '../../../features/circles/county/scope.ts'
import { EvaluateButton } from '../../../features/circles/EvaluateButton.tsx'
import { ReportMenu } from '../../../features/reports/ReportMenu.tsx'
import { useCounty } from '../../../live/county.ts'
import { useNow } from '../../../live/now.ts'
import { shownProblem } from '../../../live/request.ts'
import { reveal } from '../../reveal.ts'
import { CountyParts } from './CountyParts.tsx'

const parts = [
  { id: 'targets', word: '目标' },
  { id: 'tiers', word: '等级走势' },
  { id: 'moves', word: '升降' },
  { id: 'heat', word: '短板分布' },
  { id: 'gaps', word: '先补哪里' },
  { id: 'rank', word: '排名' },
  { id: 'equity', word: '公平性' },
] as const

export function CountyPage() {
  const { code, name, isExample } = useCounty()
  const now = useNow()
  const scopeId = useId()
  const search = useSearch({ from: '/office/' })
  const navigate = useNavigate({ from: '/office/' })
  const summary = useQuery(summaryQuery(code))
  const circles = useQuery(circlesQuery(code))
  const error = summary.error ?? circles.error
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!summary.data || !circles.data) return <Waiting />
  const { data } = summary
  const { items } = circles.data
  const scope = scopeOf(search.scope, items)
  return (
    <div className="county">
      <header className="office__head">
        <div>
          <h1>
            {name}生活圈总览 {isExample && <ExampleMark />}
          </h1>
          <p className="soft">
            {data.standardTitle} <Tag tone={data.isOfficial ? 'lake' : 'example'}>{standardMark(data.isOfficial)}</Tag>{' '}
            {data.evaluatedAt === null
              ? '还没有评价'
              : `${dayTimeWords(data.evaluatedAt)}评价，${ageWords(data.evaluatedAt, now)}`}{' '}
            · 步速 {data.speedMetresPerSecond} 米/秒 · 共 {countWords(data.circles)} 个生活圈，
            {countWords(data.residents)} 位居民
          </p>
        </div>
        <div className="county__actions">
          <ReportMenu subject={{ kind: 'county' }} />
          <EvaluateButton word="重新评价全县" />
        </div>
      </header>
      {items.length === 0 ? (
        <Empty title="还没有生活圈">
          <Link to="/office/import">先导入社区边界</Link>
        </Empty>
      ) : (
        <>
          <div className="county__bar">
            <nav aria-label="本页内容">
              {parts.map(({ id, word }) => (
                <a key={id} href={`#${id}`} onClick={() => reveal(id)}>
                  {word}
                </a>
              ))}
            </nav>
            <div className="county__scope">
              <label htmlFor={scopeId}>看</label>
              <select
                id={scopeId}
                value={scope}
                onChange={({ target }) =>
                  navigate({ search: { ...search, scope: target.value }, replace: true, resetScroll: false })
                }
              >
                {SCOPES.map((each) => (
                  <option key={each} value={each}>
                    {scopeWords[each]}（{countWords(inScope(items, each).length)} 个圈）
                  </option>
                ))}
              </select>
            </div>
          </div>
          <CountyParts summary={data} circles={circles.data} scope={scope} />
        </>
      )}
    </div>
  )
}
