import type { CompareReply } from '@xiayi/contract/scenario-compare'
import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, moneyWords, percentWords, speedWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Misfits } from './Misfits.tsx'
import { signed } from './PreviewFigures.tsx'

type Item = CompareReply['items'][number]
type CompareTableProps = {
  items: readonly Item[]
  categoryName: (id: string) => string
  link: (one: Item) => ReactNode
  /** what to do about its changes that do not fit */
  mend: (one: Item) => ReactNode
}

const FIRST_CATEGORIES = 8

/** Scenarios as columns beside today; a figure that nobody changes is today's in each. */
export function CompareTable({ items, categoryName, link, mend }: CompareTableProps) {
  const [isWhole, setIsWhole] = useState(false)
  const [first] = items
  if (first === undefined) return null
  const { county, profile, speedMetresPerSecond, withinMinutes } = first.preview
  const categories = mostChangedFirst(items.map(({ preview }) => preview))
  const shown = isWhole ? categories : categories.slice(0, FIRST_CATEGORIES)
  const caption = `${withinMinutes} 分钟内走得到，${speedWords(profile, speedMetresPerSecond)}`
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
      {items.filter(isOdd).map((one) => (
        <div key={one.id} className="scenario__misfits">
          <b>{one.name}</b>
          <Misfits misfits={one.preview.misfits}>{mend(one)}</Misfits>
        </div>
      ))}
      <ScrollRegion label={caption}>
        <table className="siting__table scenario__compare">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">比什么</th>
              <th scope="col">现在</th>
              {items.map((one) => (
                <th key={one.id} scope="col">
                  {link(one)}
                  {!one.isOnCurrentNetwork && <span className="soft small"> 旧路网上画的</span>}
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
            {row('费用（提案）', '', ({ proposal }) =>
              proposal === null ? '没有提案' : moneyWords(proposal.totalFen),
            )}
            {items.some(isOdd) && row('对不上的改动', '', (one) => (isOdd(one) ? misfitWords(one) : '没有'))}
            {flippedCircles(items).map(([id, name]) =>
              row(`${name}，结果有变的条款`, '', ({ preview }) => flipsIn(preview, id)),
            )}
            {shown.map((id) => row(categoryName(id), reachToday(items, id), ({ preview }) => reachAfter(preview, id)))}
          </tbody>
        </table>
      </ScrollRegion>
      {categories.length > FIRST_CATEGORIES && (
        <p className="more">
          <Button aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? `只看变化最大的 ${FIRST_CATEGORIES} 类` : `看全部 ${categories.length} 类有变化的设施`}
          </Button>
        </p>
      )}
    </section>
  )
}

/** Categories that any of them changes; first those that most people gain or lose. */
export function mostChangedFirst(previews: readonly Preview[]): string[] {
  const sizes = new Map<string, number>()
  for (const { categoryId, residentsAfter, residentsBefore } of previews.flatMap(({ changes }) => changes))
    sizes.set(categoryId, Math.max(sizes.get(categoryId) ?? 0, Math.abs(residentsAfter - residentsBefore)))
  return [...sizes].toSorted(([, a], [, b]) => b - a).map(([category]) => category)
}

function flippedCircles(items: readonly Item[]): [id: string, name: string][] {
  return [
    ...new Map(
      items.flatMap(({ preview }) =>
        preview.circles
          .filter(({ clauses }) => clauses.some(({ before, after }) => before !== after))
          .map(({ circleId, name }) => [circleId, name] as const),
      ),
    ),
  ]
}

/** Some of its changes do not fit the county as it is. */
function isOdd({ preview }: Item): boolean {
  return preview.misfits.length > 0
}

function misfitWords({ changeCount, preview }: Item): string {
  return `${preview.misfits.length} 处（共 ${changeCount} 处）没有算`
}

function reachToday(items: readonly Item[], categoryId: string): ReactNode {
  const known = items.flatMap(({ preview }) => preview.changes).find((change) => change.categoryId === categoryId)
  if (known === undefined) return ''
  const { residentsBefore, residents } = known
  return (
    <>
      {percentWords(residentsBefore, residents)}
      <span className="soft small scenario__part">
        {countWords(residentsBefore)} / {countWords(residents)} 人
      </span>
    </>
  )
}

function reachAfter({ changes }: Preview, categoryId: string): ReactNode {
  const change = changes.find((each) => each.categoryId === categoryId)
  if (change === undefined) return <span className="soft">不变</span>
  const { gained, lost, residentsAfter, residentsPlanned, residentsBefore } = change
  const over60 = gained.over60 - lost.over60
  const under15 = gained.under15 - lost.under15
  return (
    <>
      {percentWords(residentsAfter, residentsPlanned)}，<b>{signed(residentsAfter - residentsBefore)} 人</b>
      <span className="soft small scenario__part">60岁及以上 {signed(over60)}</span>
      <span className="soft small scenario__part">15岁以下 {signed(under15)}</span>
    </>
  )
}

const stateWords = { pass: '达标', fail: '未达标', unknown: '说不准', 'not-applicable': '不适用' } as const

function flipsIn({ circles }: Preview, circleId: string): ReactNode {
  const flips = circles
    .find((circle) => circle.circleId === circleId)
    ?.clauses.filter(({ before, after }) => before !== after)
    .map(({ clauseId, title, before, after }) => (
      <span key={clauseId} className="scenario__part scenario__flip">
        {title}：{stateWords[before]} → {stateWords[after]}
      </span>
    ))
  return flips === undefined || flips.length === 0 ? <span className="soft">没有</span> : flips
}
