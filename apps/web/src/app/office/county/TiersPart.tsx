import { useQuery } from '@tanstack/react-query'
import { ChartOrTable } from '@xiayi/ui/ChartOrTable.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { overTimeQuery } from '../../../features/circles/county/county-figures.queries.ts'
import { type Scope, scopeWords } from '../../../features/circles/county/scope.ts'
import { TierCourse, TierCourseTable } from '../../../features/circles/county/TierCourse.tsx'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

export function TiersPart({ scope }: { scope: Scope }) {
  const { code } = useCounty()
  const { data, error } = useQuery(overTimeQuery(code))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  if (data.days.length === 0) return <Empty title="还没有评价过">点上面的“重新评价全县”，评过才有走势。</Empty>
  return (
    <ChartOrTable
      title="等级走势"
      note={`${scopeWords[scope]}的生活圈，每个评估日结束时在哪一级；没有重评的圈沿用上一次的结果。`}
      chart={<TierCourse overTime={data} scope={scope} />}
      table={<TierCourseTable overTime={data} scope={scope} />}
    />
  )
}
