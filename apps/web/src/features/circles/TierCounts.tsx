import type { CountySummary } from '@xiayi/contract/circles'
import { countWords } from '@xiayi/ui/format'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'

/** The circles by tier as one bar, with the count and the word of each part. */
export function TierCounts({ summary }: { summary: CountySummary }) {
  const { tiers, withoutTier, circles, residents } = summary
  const evaluated = tiers.reduce((sum, tier) => sum + tier.circles, 0) + withoutTier
  const parts = [
    ...[...tiers]
      .sort((a, b) => b.order - a.order)
      .map((tier) => ({ look: tierLook(tiers, tier.id, true), count: tier.circles })),
    { look: tierLook(tiers, null, true), count: withoutTier },
    { look: tierLook(tiers, null, false), count: Math.max(0, circles - evaluated) },
  ]
  return (
    <div className="card tier-counts">
      <div
        className="tier-counts__bar"
        role="img"
        aria-label={parts.map(({ look, count }) => `${look.word} ${count} 个`).join('，')}
      >
        {parts.map(
          ({ look, count }) => count > 0 && <span key={look.word} style={{ flexGrow: count, background: look.fill }} />,
        )}
      </div>
      <ul>
        {parts.map(({ look, count }) => (
          <li key={look.word}>
            <TierMark look={look} />
            <b className="x-num">{count}</b>
          </li>
        ))}
      </ul>
      <p className="soft small x-num">
        共 {countWords(circles)} 个生活圈，{countWords(residents)} 位居民
      </p>
    </div>
  )
}
