import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartOrTable } from '@xiayi/ui/ChartOrTable.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { matrixQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { GapHeat } from '../../../features/circles/county/GapHeat.tsx'
import { worstCirclesFirst } from '../../../features/circles/county/gap-cells.ts'
import { inScope, type Scope, scopeWords } from '../../../features/circles/county/scope.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

type CellLink = Parameters<typeof GapHeat>[0]['cellLink']

export function HeatPart({ scope }: { scope: Scope }) {
  const { code } = useCounty()
  const { data, error } = useQuery(matrixQuery(code))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const circles = worstCirclesFirst(inScope(data.circles, scope))
  if (circles.length === 0) return <Empty title="还没有评价过的生活圈">点上面的“重新评价全县”。</Empty>
  const heat = { matrix: data, circles, cellLink }
  return (
    <ChartOrTable
      title="短板分布"
      note={`${scopeWords[scope]} ${circles.length} 个生活圈 × ${data.clauses.length} 条，没达标多的圈在前。点一格，打开那个圈的那一条；用键盘时方向键移动、回车打开。`}
      chart={<GapHeat {...heat} withValues={false} />}
      table={<GapHeat {...heat} withValues />}
    />
  )
}

const cellLink: CellLink = ({ circleId, clauseId, words, spot }, sign) => (
  <Link
    to="/circles/$circleId"
    params={{ circleId }}
    hash={`clause-${clauseId}`}
    // A pointer that crosses the grid must not fetch fifty circles.
    preload={false}
    aria-label={words}
    title={words}
    {...spot}
  >
    {sign}
  </Link>
)
