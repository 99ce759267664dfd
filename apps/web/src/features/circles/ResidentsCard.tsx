import type { CircleResidents } from '@xiayi/contract/circle-figures'
import { countWords, percentWords, shareWords } from '@xiayi/ui/format'
import { SplitBar } from '@xiayi/ui/SplitBar.tsx'
import { colours, tierFills } from '@xiayi/ui/tokens'

const ages = [
  { key: 'under15', word: '15 岁以下', colour: tierFills[1] },
  { key: 'from15to59', word: '15–59 岁', colour: tierFills[0] },
  { key: 'over60', word: '60 岁及以上', colour: colours.chestnut },
] as const

const basisWords = {
  declared: '逐栋登记',
  raster: '人口栅格',
  community: '按社区总数分到楼栋',
  'floor-area': '按建筑面积估算',
  none: '没有数据',
} as const

/** Who lives here by age, beside the county, and what the numbers rest on. */
export function ResidentsCard({ people }: { people: CircleResidents }) {
  const parts = ages.map(({ key, word, colour }) => ({ key, word, colour, count: people[key] }))
  const said = parts.map(({ word, count }) => `${word} ${shareWords(count, people.residents, '人')}`).join('，')
  return (
    <div className="card residents">
      <p>
        <b className="residents__sum x-num">{countWords(people.residents)}</b> 人，{countWords(people.buildings)}{' '}
        栋有人住
      </p>
      <SplitBar parts={parts} label={said} />
      <table className="figures-table figures-table--plain">
        <caption className="x-sr">居民按年龄，与全县比</caption>
        <thead>
          <tr>
            <th scope="col">年龄</th>
            <th scope="col">本圈 {countWords(people.residents)} 人中</th>
            <th scope="col">全县 {countWords(people.county.residents)} 人中</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ key, word, colour, count }) => (
            <tr key={key}>
              <th scope="row">
                <span className="residents__swatch" style={{ background: colour }} /> {word}
              </th>
              <td className="x-num">
                <b className="residents__share">{percentWords(count, people.residents)}</b>{' '}
                <span className="soft">{countWords(count)} 人</span>
              </td>
              <td className="x-num">
                <span className="residents__share">{percentWords(people.county[key], people.county.residents)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">
        数字的来历：
        {people.bases
          .map(
            ({ basis, residents, buildings }) =>
              `${basisWords[basis]} ${countWords(residents)} 人（${countWords(buildings)} 栋）`,
          )
          .join('；')}
        {people.residentsOffNetwork > 0 && `。其中 ${countWords(people.residentsOffNetwork)} 人附近没有步行路`}
      </p>
    </div>
  )
}
