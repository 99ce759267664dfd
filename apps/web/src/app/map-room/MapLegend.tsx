import type { walkshedCollection } from '@xiayi/contract/circles'
import { type Tier, TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { WalkshedLegend } from '../../features/circles/WalkshedLegend.tsx'
import { useWide } from './use-wide.ts'

type MapLegendProps = { tiers: readonly Tier[]; walkshed: ReturnType<(typeof walkshedCollection)['parse']> | undefined }

export function MapLegend({ tiers, walkshed }: MapLegendProps) {
  const isWide = useWide()
  const looks = [...tiers].sort((a, b) => b.order - a.order).map((tier) => tierLook(tiers, tier.id, true))
  return (
    <details className="legend" open={isWide}>
      <summary>图例</summary>
      {walkshed === undefined ? (
        <ul>
          {[...looks, tierLook(tiers, null, true), tierLook(tiers, null, false)].map((look) => (
            <li key={look.word}>
              <TierMark look={look} />
            </li>
          ))}
        </ul>
      ) : (
        <WalkshedLegend walkshed={walkshed} />
      )}
    </details>
  )
}
