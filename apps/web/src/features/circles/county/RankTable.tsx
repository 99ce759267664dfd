import type { CircleSummary } from '@xiayi/contract/circles'
import { Button } from '@xiayi/ui/Button.tsx'
import { countWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { type Tier, TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { type ReactNode, useState } from 'react'
import { ClauseTally } from '../ClauseTally.tsx'
import { ordered, type RankColumn, type RankOrder, ranked } from './rank.ts'

type RankTableProps = {
  circles: readonly CircleSummary[]
  tiers: readonly Tier[]
  circleLink: (id: string, label: string) => ReactNode
}

const FIRST_SHOWN = 20
const columns = [
  { by: 'name', word: '生活圈', isDescendingFirst: false },
  { by: 'tier', word: '等级', isDescendingFirst: true },
  { by: 'clauses', word: '达标的条款', isDescendingFirst: true },
  { by: 'residents', word: '居民', isDescendingFirst: true },
] as const satisfies readonly { by: RankColumn; word: string; isDescendingFirst: boolean }[]

/** Every circle with its place; a press on a column's title orders by it. */
export function RankTable({ circles, tiers, circleLink }: RankTableProps) {
  const [order, setOrder] = useState<RankOrder | null>(null)
  const [isWhole, setIsWhole] = useState(false)
  const places = ranked(circles, tiers)
  const rows = order === null ? places : ordered(places, tiers, order)
  return (
    <>
      <ScrollRegion label="生活圈排名">
        <table className={isWhole ? 'figures-table rank' : 'figures-table rank rank--short'}>
          <caption className="x-sr">生活圈排名：先看等级，再看达标条款的占比，再看居民数</caption>
          <thead>
            <tr>
              <th scope="col">名次</th>
              {columns.map((column) => (
                <SortHead key={column.by} column={column} order={order} onOrder={setOrder} />
              ))}
              <th scope="col">主要原因</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ place, circle }, at) => (
              <tr key={circle.id} className={at < FIRST_SHOWN ? '' : 'rank__more'}>
                <td className="x-num">{place ?? '—'}</td>
                <th scope="row">
                  {circleLink(circle.id, circle.name)} {circle.isPilot && <Tag tone="lake">试点</Tag>}
                </th>
                <td>
                  <TierMark look={tierLook(tiers, circle.tierId, circle.isEvaluated)} />
                </td>
                <td className="rank__clauses">
                  {circle.isEvaluated ? (
                    <ClauseTally passed={circle.passed} failed={circle.failed} unknown={circle.unknown} />
                  ) : (
                    '—'
                  )}
                </td>
                <td className="x-num rank__people">{circle.residents === null ? '—' : countWords(circle.residents)}</td>
                <td className="rank__reason small">
                  <span className="clamp" title={circle.mainReason ?? ''}>
                    {circle.mainReason ?? '—'}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length > FIRST_SHOWN && (
        <p className="more">
          <Button aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? `只看前 ${FIRST_SHOWN} 个` : `全部 ${rows.length} 个`}
          </Button>
        </p>
      )}
    </>
  )
}

type SortHeadProps = {
  column: (typeof columns)[number]
  order: RankOrder | null
  onOrder: (order: RankOrder) => void
}

function SortHead({ column, order, onOrder }: SortHeadProps) {
  const isChosen = order?.by === column.by
  const isDescending = isChosen ? !order.isDescending : column.isDescendingFirst
  const sign = isChosen ? (order.isDescending ? '▼' : '▲') : '⇅'
  return (
    <th scope="col" aria-sort={isChosen ? (order.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="rank__sort" onClick={() => onOrder({ by: column.by, isDescending })}>
        {column.word} <span aria-hidden="true">{sign}</span>
      </button>
    </th>
  )
}
