import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EQUITY_THEMES, type EquityTheme } from '@xiayi/contract/county-figures'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { equityQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { EquityCard } from '../../../features/circles/county/EquityCard.tsx'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

/** The three themes side by side, each with the way to its page. */
export function ThemesPart() {
  return (
    <div className="equity-cards">
      {EQUITY_THEMES.map((theme) => (
        <ThemeCard key={theme} theme={theme} />
      ))}
    </div>
  )
}

function ThemeCard({ theme }: { theme: EquityTheme }) {
  const { code } = useCounty()
  const { data, error } = useQuery(equityQuery(code, theme, {}))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  return (
    <EquityCard
      equity={data}
      link={
        <Link to="/office/equity/$theme" params={{ theme }} className="x-way">
          {data.title}：看每个社区
        </Link>
      }
    />
  )
}
