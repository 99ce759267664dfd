import '../../../features/scenarios/siting.css'
import { countWords, percentWords } from '@xiayi/ui/format'
import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import { signed } from '../../../features/scenarios/PreviewFigures.tsx'
import { usePreview } from '../../../features/scenarios/preview-runner.ts'
import { useCounty } from '../../../live/county.ts'
import { useCategoryName } from '../../category-names.ts'
import { usePlanner } from '../use-planner.ts'
import { useSketch } from './sketch.ts'
import { previewQuestion } from './what-if-search.ts'

export function WhatIfTable() {
  const { code } = useCounty()
  const { search } = usePlanner()
  const { reply, isAsking } = usePreview(code, previewQuestion(search, useSketch()))
  const categoryName = useCategoryName()
  if (reply === null) return isAsking ? <Waiting /> : <Empty title="还没有改动。关上表格，先在地图上添一处。" />
  const rows = [
    ...reply.changes.map((change) => ({
      ...change,
      key: change.categoryId,
      name: `全县，${categoryName(change.categoryId)}`,
    })),
    // Over several categories people are counted once for each: no share of the residents, and no row.
    ...(reply.changes.length === 1 ? reply.circles : []).map((circle) => ({ ...circle, key: circle.circleId })),
  ]
  return (
    <table className="siting__table">
      <caption>{reply.withinMinutes} 分钟内走得到的居民</caption>
      <thead>
        <tr>
          <th scope="col">范围</th>
          <th scope="col">居民</th>
          <th scope="col">现在</th>
          <th scope="col">以后</th>
          <th scope="col">变化</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.name}</th>
            <td className="x-num">{countWords(row.residents)} 人</td>
            <td className="x-num">
              {countWords(row.residentsBefore)} 人，{percentWords(row.residentsBefore, row.residents)}
            </td>
            <td className="x-num">
              {countWords(row.residentsAfter)} 人，{percentWords(row.residentsAfter, row.residentsPlanned)}
            </td>
            <td className="x-num">{signed(row.residentsAfter - row.residentsBefore)} 人</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
