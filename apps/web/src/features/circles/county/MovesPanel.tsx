import { useQuery } from '@tanstack/react-query'
import type { CircleMove, CircleMoves } from '@xiayi/contract/county-figures'
import { countWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { type ReactNode, useState } from 'react'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { ChangeCauses } from '../ChangeCauses.tsx'
import { changesQuery } from '../circle-figures.queries.ts'
import { directionLooks, flipWords } from './moves-words.ts'

type MovesProps = {
  tiers: CircleMoves['tiers']
  items: readonly CircleMove[]
  circleLink: (id: string, label: string) => ReactNode
}
type MovesPanelProps = MovesProps & { categoryName: (id: string) => string }

/** So many cards of each sort; the rest stands in the rows. */
const MOST_SHOWN = 24
/** A new version of a standard may move every circle at once: only so many ask why by themselves. */
const MOST_OPEN = 6

/** Who fell and who rose, with the clauses that decide it and what they come from. */
export function MovesPanel({ tiers, items, circleLink, categoryName }: MovesPanelProps) {
  if (items.length === 0) return <p className="card">这两天之间，没有一个圈变了等级，也没有一条变了结论。</p>
  const level = items.filter(({ direction }) => direction === 'level')
  const moved = items.filter(({ direction }) => direction !== 'level')
  return (
    <>
      {[moved, level].map(
        (some) =>
          some.length > 0 && (
            <ul key={some[0]?.direction} className={some === moved ? 'moves moves--wide' : 'moves'}>
              {some.slice(0, MOST_SHOWN).map((move, at) => (
                <li key={move.circleId} className={`card move move--${directionLooks[move.direction].tone}`}>
                  <MoveCard
                    tiers={tiers}
                    move={move}
                    isOpenFirst={some === moved && at < MOST_OPEN}
                    circleLink={circleLink}
                    categoryName={categoryName}
                  />
                </li>
              ))}
              {some.length > MOST_SHOWN && (
                <li className="soft">还有 {some.length - MOST_SHOWN} 个，点“表格”看全部。</li>
              )}
            </ul>
          ),
      )}
    </>
  )
}

type MoveCardProps = Omit<MovesPanelProps, 'items'> & { move: CircleMove; isOpenFirst: boolean }

function MoveCard({ tiers, move, isOpenFirst, circleLink, categoryName }: MoveCardProps) {
  const look = directionLooks[move.direction]
  return (
    <>
      <p className="move__head">
        <b className={`x-tag x-tag--${look.tone}`}>
          {look.sign} {look.word}
        </b>
        <b>{circleLink(move.circleId, move.name)}</b>
        <span className="soft small x-num">{countWords(move.residents)} 人</span>
      </p>
      <Tiers tiers={tiers} move={move} />
      {move.flips.length > 0 && (
        <ul className="move__flips small">
          {move.flips.map((flip) => (
            <li key={flip.clauseId}>{flipWords(flip)}</li>
          ))}
        </ul>
      )}
      {move.before !== null && (
        <Why
          isOpenFirst={isOpenFirst}
          circleId={move.circleId}
          between={{ from: move.before.evaluationId, to: move.after.evaluationId }}
          categoryName={categoryName}
        />
      )}
    </>
  )
}

function Tiers({ tiers, move }: { tiers: MovesProps['tiers']; move: CircleMove }) {
  const { before, after } = move
  return (
    <p className="row">
      {before !== null && before.tierId !== after.tierId && (
        <>
          <TierMark look={tierLook(tiers, before.tierId, true)} />→
        </>
      )}
      <TierMark look={tierLook(tiers, after.tierId, true)} />
      {before !== null && (
        <span className="soft small x-num">
          达标 {before.passed} → {after.passed} 条
        </span>
      )}
    </p>
  )
}

type WhyProps = {
  isOpenFirst: boolean
  circleId: string
  between: { from: string; to: string }
  categoryName: (id: string) => string
}

function Why({ isOpenFirst, circleId, between, categoryName }: WhyProps) {
  const { code } = useCounty()
  const [isOpen, setIsOpen] = useState(isOpenFirst)
  const changes = useQuery({ ...changesQuery(code, circleId, between.from, between.to), enabled: isOpen })
  return (
    <details className="move__why" open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>为什么</summary>
      {changes.error && <ProblemNotice problem={shownProblem(changes.error)} />}
      {isOpen && !changes.data && !changes.error && <Waiting />}
      {changes.data && <ChangeCauses changes={changes.data} categoryName={categoryName} />}
      {changes.data && changes.data.opened.length + changes.data.closed.length + changes.data.facts.length === 0 && (
        <p className="small">圈里没有网点新开或关掉，登记的事实也没变；看路网、人口和标准的版本。</p>
      )}
    </details>
  )
}

export function MovesTable({ tiers, items, circleLink }: MovesProps) {
  return (
    <ScrollRegion label="升降的生活圈，表格">
      <table className="figures-table">
        <caption className="x-sr">两个评估日之间升降的生活圈</caption>
        <thead>
          <tr>
            <th scope="col">生活圈</th>
            <th scope="col">升降</th>
            <th scope="col">原来</th>
            <th scope="col">现在</th>
            <th scope="col">居民</th>
            <th scope="col">变了结论的条款</th>
          </tr>
        </thead>
        <tbody>
          {items.map((move) => (
            <tr key={move.circleId}>
              <th scope="row">{circleLink(move.circleId, move.name)}</th>
              <td>
                {directionLooks[move.direction].sign} {directionLooks[move.direction].word}
              </td>
              <td>{move.before === null ? '—' : tierLook(tiers, move.before.tierId, true).word}</td>
              <td>{tierLook(tiers, move.after.tierId, true).word}</td>
              <td className="x-num">{countWords(move.residents)}</td>
              <td className="moves__clauses">{move.flips.map(flipWords).join('；') || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
