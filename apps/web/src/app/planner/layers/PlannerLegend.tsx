import { useQuery } from '@tanstack/react-query'
import { speedWords } from '@xiayi/ui/format'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { circlesQuery, summaryQuery, walkshedQuery } from '../../../features/circles/circles.queries.ts'
import { WalkshedLegend } from '../../../features/circles/WalkshedLegend.tsx'
import { useCounty } from '../../../live/county.ts'
import { useWide } from '../../map-room/use-wide.ts'
import { usePlanner } from '../use-planner.ts'
import { layerView } from './layer-view.ts'

/** What the colours mean, always with who walks and how fast. */
export function PlannerLegend() {
  const { code } = useCounty()
  const isWide = useWide()
  const view = layerView(usePlanner().search)
  const isWalkshed = view.layer === 'walkshed' && view.circle !== null
  const walkshed = useQuery({ ...walkshedQuery(code, view.circle ?? ''), enabled: isWalkshed })
  return (
    <details className="planner__legend" open={isWide}>
      <summary>图例</summary>
      {isWalkshed && walkshed.data !== undefined ? <WalkshedLegend walkshed={walkshed.data} /> : <TierLegend />}
    </details>
  )
}

function TierLegend() {
  const { code } = useCounty()
  const circles = useQuery(circlesQuery(code))
  const summary = useQuery(summaryQuery(code))
  const tiers = circles.data?.tiers ?? []
  const looks = [...tiers].sort((a, b) => b.order - a.order).map((tier) => tierLook(tiers, tier.id, true))
  return (
    <>
      <ul>
        {[...looks, tierLook(tiers, null, true), tierLook(tiers, null, false)].map((look) => (
          <li key={look.word}>
            <TierMark look={look} />
          </li>
        ))}
      </ul>
      {summary.data && <p className="soft small">{speedWords('adult', summary.data.speedMetresPerSecond)}</p>}
    </>
  )
}
