import type { EquityReply } from '@xiayi/contract/county-figures'
import { speedWords } from '@xiayi/ui/format'
import type { ReactNode } from 'react'
import { BandBar } from './BandBar.tsx'
import { giniSentence, giniWords, groupWords, reachedWords } from './equity-words.ts'

const WORST_SHOWN = 3

/** One theme in brief: who reaches it, how evenly, and where it is worst. */
export function EquityCard({ equity, link }: { equity: EquityReply; link: ReactNode }) {
  const { bandMinutes, group, communities } = equity
  const own = equity.byAge.find((age) => age.group === group)?.bands ?? []
  const worst = communities.filter(({ coverage }) => coverage !== null && coverage < 1)
  return (
    <article className="card equity-card">
      <h3>{equity.title}</h3>
      <p className="x-num">
        {groupWords[group]}，{bandMinutes.at(-1)} 分钟走得到 <b>{reachedWords(own)}</b>
      </p>
      <BandBar bands={own} minutes={bandMinutes} about={`${equity.title}，${groupWords[group]}`} />
      <p className="soft small">{speedWords(equity.profile, equity.speedMetresPerSecond)}</p>
      <p className="small">
        基尼系数 <b className="x-num">{giniWords(equity.gini)}</b>：{giniSentence(equity)}
      </p>
      {worst.length > 0 && (
        <p className="small">
          最缺的：
          {worst
            .slice(0, WORST_SHOWN)
            .map(({ name }) => name)
            .join('、')}
          {worst.length > WORST_SHOWN && ` 等 ${worst.length} 个社区没有全部走得到`}
        </p>
      )}
      <p>{link}</p>
    </article>
  )
}
