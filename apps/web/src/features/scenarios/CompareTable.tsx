import type { CompareReply } from '@xiayi/contract/scenario-compare'
import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, moneyWords, percentWords, speedWords } from '@xiayi/ui/format'
import type { ReactNode } from 'react'
import { Misfits, signed } from './PreviewFigures.tsx'

type Item = CompareReply['items'][number]
type CompareTableProps = {
  items: readonly Item[]
  categoryName: (id: string) => string
  link: (one: Item) => ReactNode
}

/** Scenarios as columns beside today; a figure that nobody changes is today's in each. */
export function CompareTable({ items, categoryName, link }: CompareTableProps) {
  const [first] = items
  if (first === undefined) return null
  const { county, profile, speedMetresPerSecond, withinMinutes } = first.preview
  const categories = [...new Set(items.flatMap(({ preview }) => preview.changes.map((change) => change.categoryId)))]
  const circles = new Map(
    items.flatMap(({ preview }) =>
      preview.circles
        .filter(({ clauses }) => clauses.some(({ before, after }) => before !== after))
        .map(({ circleId, name }) => [circleId, name] as const),
    ),
  )
  const row = (name: string, today: ReactNode, of: (one: Item) => ReactNode) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td className="x-num">{today}</td>
      {items.map((one) => (
        <td key={one.id} className="x-num">
          {of(one)}
        </td>
      ))}
    </tr>
  )
  return (
    <section className="card" aria-label="比较">
      {items.map(({ id, name, preview }) =>
        preview.misfits.length === 0 ? null : (
          <div key={id}>
            <b>{name}</b>
            <Misfits misfits={preview.misfits} />
          </div>
        ),
      )}
      <div className="proposal__costs">
        <table className="siting__table scenario__compare">
          <caption>
            {withinMinutes} 分钟内走得到，{speedWords(profile, speedMetresPerSecond)}
          </caption>
          <thead>
            <tr>
              <th scope="col">比什么</th>
              <th scope="col">现在</th>
              {items.map((one) => (
                <th key={one.id} scope="col">
                  {link(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {county.tiers.map((tier, at) =>
              row(
                `${tier.name}（共 ${county.circles} 个生活圈）`,
                `${tier.before} 个`,
                ({ preview }) => `${preview.county.tiers[at]?.after ?? tier.before} 个`,
              ),
            )}
            {categories.map((id) =>
              row(categoryName(id), reachToday(items, id), ({ preview }) => reachAfter(preview, id)),
            )}
            {[...circles].map(([id, name]) =>
              row(`${name}，结果有变的条款`, '', ({ preview }) => flipsIn(preview, id)),
            )}
            {row('费用（提案）', '', ({ proposal }) =>
              proposal === null ? '没有提案' : moneyWords(proposal.totalFen),
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function reachToday(items: readonly Item[], categoryId: string): string {
  const known = items.flatMap(({ preview }) => preview.changes).find((change) => change.categoryId === categoryId)
  return known === undefined
    ? ''
    : `${countWords(known.residentsBefore)} 人，${percentWords(known.residentsBefore, known.residents)}`
}

function reachAfter({ changes }: Preview, categoryId: string): string {
  const change = changes.find((each) => each.categoryId === categoryId)
  if (change === undefined) return '不变'
  const { gained, lost, residentsAfter, residentsPlanned, residentsBefore } = change
  const over60 = gained.over60 - lost.over60
  const under15 = gained.under15 - lost.under15
  return `${signed(residentsAfter - residentsBefore)} 人，${percentWords(residentsAfter, residentsPlanned)}（60岁及以上 ${signed(over60)}，15岁以下 ${signed(under15)}）`
}

const stateWords = { pass: '达标', fail: '未达标', unknown: '说不准', 'not-applicable': '不适用' } as const

function flipsIn({ circles }: Preview, circleId: string): string {
  const flips = circles
    .find((circle) => circle.circleId === circleId)
    ?.clauses.filter(({ before, after }) => before !== after)
    .map(({ title, before, after }) => `${title}：${stateWords[before]} → ${stateWords[after]}`)
  return flips === undefined || flips.length === 0 ? '没有' : flips.join('；')
}
