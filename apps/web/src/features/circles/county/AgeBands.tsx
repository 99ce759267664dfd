import type { EquityReply } from '@xiayi/contract/county-figures'
import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { BandBar, BandLegend } from './BandBar.tsx'
import { bandWords, groupWords, reached, reachedWords } from './equity-words.ts'

/** Who reaches a theme, by age: one bar for each group. */
export function AgeBands({ equity }: { equity: EquityReply }) {
  return (
    <div className="card age-bands">
      <BandLegend minutes={equity.bandMinutes} speed={speedWords(equity.profile, equity.speedMetresPerSecond)} />
      <ul>
        {equity.byAge.map(({ group, bands }) => (
          <li key={group}>
            <span>{groupWords[group]}</span>
            <BandBar bands={bands} minutes={equity.bandMinutes} about={groupWords[group]} />
            <span className="x-num">
              走得到 <b>{reachedWords(bands)}</b>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function AgeBandsTable({ equity }: { equity: EquityReply }) {
  return (
    <ScrollRegion label="按年龄，表格">
      <table className="figures-table">
        <caption className="x-sr">每个年龄组按步行时间的人数</caption>
        <thead>
          <tr>
            <th scope="col">年龄</th>
            <th scope="col">居民</th>
            {bandWords(equity.bandMinutes).map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            <th scope="col">走得到的</th>
          </tr>
        </thead>
        <tbody>
          {equity.byAge.map(({ group, bands }) => {
            const { people, of } = reached(bands)
            return (
              <tr key={group}>
                <th scope="row">{groupWords[group]}</th>
                <td className="x-num">{countWords(of)}</td>
                {bands.map((count, at) => (
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
