import './standards.css'
import type { StandardSummary } from '@xiayi/contract/standards'
import { dayWords, shareWords } from '@xiayi/ui/format'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'

export function StandardHead({ standard }: { standard: StandardSummary }) {
  const fromTop = [...standard.tiers].sort((a, b) => b.order - a.order)
  return (
    <div className="standard">
      <p className="row">
        <Tag tone={standard.isOfficial ? 'lake' : 'example'}>{standard.isOfficial ? '官方标准' : '非官方'}</Tag>
        <span className="soft">版本 {standard.version}</span>
        <span className="soft">已对照原文 {shareWords(standard.verifiedClauses, standard.clauses, '条')}</span>
      </p>
      {standard.note !== null && <p>{standard.note}</p>}
      <p className="row">
        等级：
        {fromTop.map((tier) => (
          <TierMark key={tier.id} look={tierLook(standard.tiers, tier.id, true)} />
        ))}
      </p>
      <p className="soft small standard__hash">
        {standard.firstUsedAt !== null && `${dayWords(standard.firstUsedAt)}起用于评价，内容不再改 · `}校验{' '}
        {standard.sha256}
      </p>
    </div>
  )
}
