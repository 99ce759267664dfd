import type { EquityReply } from '@xiayi/contract/county-figures'
import { countWords, percentWords, shareWords, speedWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { BandBar, BandLegend } from './BandBar.tsx'
import { bandWords, groupWords, reached } from './equity-words.ts'

type Community = EquityReply['communities'][number]
type CommunityBandsProps = {
  equity: EquityReply
  communities: readonly Community[]
  nameLink: (community: Community) => ReactNode
}

const FIRST_SHOWN = 20

/** One bar for each community, the worst off first; those where everybody reaches it are folded away. */
export function CommunityBands({ equity, communities, nameLink }: CommunityBandsProps) {
  const short = communities.filter(({ coverage }) => coverage !== null && coverage < 1)
  const whole = communities.filter(({ coverage }) => coverage === 1)
  const nobody = communities.filter(({ coverage }) => coverage === null)
  const minutes = equity.bandMinutes.at(-1)
  const rows = (some: readonly Community[]) => (
    <ol className="community-bands">
      {some.map((community) => (
        <li key={community.communityId}>
          <span className="community-bands__name">
            {nameLink(community)} {community.isUrban && <Tag tone="lake">主城区</Tag>}
          </span>
          <BandBar bands={community.bands} minutes={equity.bandMinutes} about={community.name} />
          <span className="x-num">{within(community)}</span>
        </li>
      ))}
    </ol>
  )
  return (
    <div className="card">
      <BandLegend minutes={equity.bandMinutes} speed={speedWords(equity.profile, equity.speedMetresPerSecond)} />
      {short.length === 0 && <p>每个社区的{groupWords[equity.group]}都走得到。</p>}
      {rows(short.slice(0, FIRST_SHOWN))}
      {short.length > FIRST_SHOWN && (
        <details className="community-bands__rest">
          <summary>还有 {short.length - FIRST_SHOWN} 个社区没有全部走得到</summary>
          {rows(short.slice(FIRST_SHOWN))}
        </details>
      )}
      {whole.length > 0 && (
        <details className="community-bands__rest">
          <summary>
            {whole.length} 个社区的{groupWords[equity.group]} {minutes} 分钟内全部走得到
          </summary>
          {rows(whole)}
        </details>
      )}
      {nobody.length > 0 && (
        <p className="soft small">
          没有{groupWords[equity.group]}的社区：{nobody.map(({ name }) => name).join('、')}
        </p>
      )}
    </div>
  )
}

function within({ bands }: Community): string {
  const { people, of } = reached(bands)
  return shareWords(people, of, '人')
}

export function CommunityTable({ equity, communities, nameLink }: CommunityBandsProps) {
  return (
    <ScrollRegion label="按社区，表格">
      <table className="figures-table">
        <caption className="x-sr">每个社区按步行时间的人数，最差的在前</caption>
        <thead>
          <tr>
            <th scope="col">社区</th>
            <th scope="col">主城区</th>
            <th scope="col">{groupWords[equity.group]}</th>
            {bandWords(equity.bandMinutes).map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">走得到的</th>
          </tr>
        </thead>
        <tbody>
          {communities.map((community) => {
            const { people, of } = reached(community.bands)
            return (
              <tr key={community.communityId}>
                <th scope="row">{nameLink(community)}</th>
                <td>{community.isUrban ? '是' : '否'}</td>
                <td className="x-num">{countWords(of)}</td>
                {community.bands.map((count, at) => (
                  <td key={bandWords(equity.bandMinutes)[at]} className="x-num">
                    {countWords(count)}
                  </td>
                ))}
                <td className="x-num">{percentWords(people, of)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
