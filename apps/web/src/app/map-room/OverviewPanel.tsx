import type { circleList } from '@xiayi/contract/circles'
import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { TierMark, TierShape, tierLook } from '@xiayi/ui/TierMark.tsx'
import { useCounty } from '../../live/county.ts'
import { communityName } from './map-features.ts'

type OverviewPanelProps = {
  circles: ReturnType<(typeof circleList)['parse']> | undefined
  onPick: (circleId: string) => void
}

/** The county at a glance: how many circles reach which tier, and each by name. */
export function OverviewPanel({ circles, onPick }: OverviewPanelProps) {
  const { name, isExample } = useCounty()
  if (circles === undefined) return <Waiting />
  const { tiers, items } = circles
  if (items.length === 0) return <Empty title="还没有生活圈">导入社区边界并评价后，社区会按等级上色。</Empty>
  const fromTop = [...tiers].sort((a, b) => b.order - a.order)
  const looks = [
    ...fromTop.map((tier) => tierLook(tiers, tier.id, true)),
    tierLook(tiers, null, true),
    tierLook(tiers, null, false),
  ]
  const lookOf = (circle: (typeof items)[number]) => tierLook(tiers, circle.tierId, circle.isEvaluated)
  const order = (circle: (typeof items)[number]) => looks.findIndex((look) => look.word === lookOf(circle).word)
  return (
    <>
      <h2 className="panel__title">
        {name} {isExample && <ExampleMark />}
      </h2>
      <ul className="overview__tiers">
        {looks.map((look) => (
          <li key={look.word}>
            <TierMark look={look} />
            <b className="x-num">{items.filter((circle) => lookOf(circle).word === look.word).length}</b>
          </li>
        ))}
      </ul>
      <p className="soft small">共 {items.length} 个生活圈。点社区看差在哪。</p>
      <ul className="overview__list">
        {[...items]
          .sort((a, b) => Number(b.isUrban) - Number(a.isUrban) || order(a) - order(b) || a.failed - b.failed)
          .map((circle) => (
            <li key={circle.id}>
              <button type="button" onClick={() => onPick(circle.id)}>
                <TierShape look={lookOf(circle)} />
                <span className="overview__name">
                  {communityName(circle.name)}
                  <span className="x-sr">，{lookOf(circle).word}</span>
                  {circle.mainReason !== null && <span className="clamp soft small">{circle.mainReason}</span>}
                </span>
                {circle.isPilot && <span className="x-tag x-tag--lake">试点</span>}
              </button>
            </li>
          ))}
      </ul>
    </>
  )
}
