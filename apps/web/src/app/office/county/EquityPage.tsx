import '../../../features/circles/circle-figures.css'
import '../../../features/circles/county/county.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { EQUITY_GROUPS, EQUITY_THEMES, type EquityReply, type EquityTheme } from '@xiayi/contract/county-figures'
import { Field } from '@xiayi/ui/Field.tsx'
import { countWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { equityQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { groupWords, themeOf, themeWords } from '../../../features/circles/county/equity-words.ts'
import { profileWords } from '../../../features/circles/profile-words.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { EquityFigures } from './EquityFigures.tsx'

export function EquityPage() {
  const { theme: asked } = useParams({ from: '/office/equity/$theme' })
  const theme = themeOf(asked)
  if (theme === undefined)
    return (
      <Empty title="没有这个主题">
        <Link to="/office/equity">看有哪些主题</Link>
      </Empty>
    )
  return <Theme theme={theme} />
}

function Theme({ theme }: { theme: EquityTheme }) {
  const { code, name, isExample } = useCounty()
  const search = useSearch({ from: '/office/equity/$theme' })
  const { data, error } = useQuery(equityQuery(code, theme, search))
  return (
    <div className="county">
      <header>
        <nav className="theme-tabs" aria-label="主题">
          {EQUITY_THEMES.map((each) => (
            <Link
              key={each}
              to="/office/equity/$theme"
              params={{ theme: each }}
              className={each === theme ? 'theme-tabs__on' : ''}
            >
              {themeWords[each]}
            </Link>
          ))}
        </nav>
        <h1>
          {name}
          {themeWords[theme]}：谁走得到 {isExample && <ExampleMark />}
        </h1>
        {data && <p className="soft">依据：{data.source}</p>}
      </header>
      {error && (
        <ProblemNotice problem={shownProblem(error)}>
          <Link to="/office/equity/$theme" params={{ theme }}>
            回到这个主题
          </Link>
        </ProblemNotice>
      )}
      {!data && !error && <Waiting />}
      {data && !error && data.theme === theme && (
        <>
          <Choices equity={data} />
          <EquityFigures equity={data} />
        </>
      )}
    </div>
  )
}

/** What is asked: any of the theme's kinds or one, who walks, and whose equity is told. */
function Choices({ equity }: { equity: EquityReply }) {
  const search = useSearch({ from: '/office/equity/$theme' })
  const navigate = useNavigate({ from: '/office/equity/$theme' })
  const ask = ({ category, ...rest }: { category: string; profile?: string; group?: string }) => {
    const { category: _, ...others } = search
    const chosen = category === '' ? {} : { category }
    void navigate({ search: { ...others, ...chosen, ...rest }, replace: true, resetScroll: false })
  }
  const category = equity.categoryId ?? ''
  return (
    <div className="county__choices">
      <Field word="走到哪一类" isWide>
        {(id) => (
          <select id={id} value={category} onChange={({ target }) => ask({ category: target.value })}>
            <option value="">最近的任一类</option>
            {equity.categories.map(({ id: each, name, places }) => (
              <option key={each} value={each}>
                {name}（{countWords(places)} 处）
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field word="谁在走">
        {(id) => (
          <select id={id} value={equity.profile} onChange={({ target }) => ask({ category, profile: target.value })}>
            {PROFILE_NAMES.map((profile) => (
              <option key={profile} value={profile}>
                {profileWords[profile]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field word="算哪个年龄组">
        {(id) => (
          <select id={id} value={equity.group} onChange={({ target }) => ask({ category, group: target.value })}>
            {EQUITY_GROUPS.map((group) => (
              <option key={group} value={group}>
                {groupWords[group]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
