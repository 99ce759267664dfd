import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@xiayi/ui/Button.tsx'
import { ChartOrTable } from '@xiayi/ui/ChartOrTable.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useState } from 'react'
import { matrixQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { GapHeat } from '../../../features/circles/county/GapHeat.tsx'
import { worstCirclesFirst } from '../../../features/circles/county/gap-cells.ts'
import { inScope, type Scope, scopeWords } from '../../../features/circles/county/scope.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

/** Thousands of links at once would hold up the page. */
const FIRST_SHOWN = 60

type CellLink = Parameters<typeof GapHeat>[0]['cellLink']

export function HeatPart({ scope }: { scope: Scope }) {
  const { code } = useCounty()
  const [isWhole, setIsWhole] = useState(false)
  const { data, error } = useQuery(matrixQuery(code))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const all = worstCirclesFirst(inScope(data.circles, scope))
  const circles = isWhole ? all : all.slice(0, FIRST_SHOWN)
  if (all.length === 0) return <Empty title="还没有评价过的生活圈">点上面的“重新评价全县”。</Empty>
  const heat = { matrix: data, circles, cellLink }
  return (
    <>
      <ChartOrTable
        title="短板分布"
        note={`${scopeWords[scope]} ${all.length} 个生活圈 × ${data.clauses.length} 条，没达标多的圈在前。点一格，打开那个圈的那一条；用键盘时方向键移动、回车打开。`}
        chart={<GapHeat {...heat} withValues={false} />}
        table={<GapHeat {...heat} withValues />}
      />
      {circles.length < all.length && (
        <p className="more">
          <Button onClick={() => setIsWhole(true)}>
            只列了最差的 {FIRST_SHOWN} 个，列出全部 {all.length} 个
          </Button>
        </p>
      )}
    </>
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
