import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, percentWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import './siting.css'
import { signed } from './PreviewFigures.tsx'

/** Every figure of a preview in rows: the county by category, and circles where one category alone changes. */
export function PreviewTable({ preview, categoryName }: { preview: Preview; categoryName: (id: string) => string }) {
  const caption = `${preview.withinMinutes} 分钟内走得到的居民`
  const rows = [
    ...preview.changes.map((change) => ({
      ...change,
      key: change.categoryId,
      name: `全县，${categoryName(change.categoryId)}`,
    })),
    // Over several categories people are counted once for each: no share of the residents, and no row.
    ...(preview.changes.length === 1 ? preview.circles : []).map((circle) => ({ ...circle, key: circle.circleId })),
  ]
  return (
    <ScrollRegion label={caption}>
      <table className="siting__table">
        <caption>{caption}</caption>
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
    </ScrollRegion>
  )
}
