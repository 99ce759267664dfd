import { Link } from '@tanstack/react-router'
import type { EquityReply } from '@xiayi/contract/county-figures'
import { ChartOrTable } from '@xiayi/ui/ChartOrTable.tsx'
import { countWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { AgeBands, AgeBandsTable } from '../../../features/circles/county/AgeBands.tsx'
import { CommunityBands, CommunityTable } from '../../../features/circles/county/CommunityBands.tsx'
import { giniSentence, giniWords, groupWords, reachedWords } from '../../../features/circles/county/equity-words.ts'
import { circleLink } from './circle-link.tsx'

export function EquityFigures({ equity }: { equity: EquityReply }) {
  const { group, bandMinutes, communities } = equity
  const own = equity.byAge.find((age) => age.group === group)?.bands ?? []
  const short = communities.filter(({ coverage }) => coverage !== null && coverage < 1).length
  const nameLink = ({ circleId, name }: EquityReply['communities'][number]) =>
    circleId === null ? name : circleLink(circleId, name)
  return (
    <>
      <dl className="equity-head">
        <div className="card">
          <dt>
            {groupWords[group]}，{bandMinutes.at(-1)} 分钟走得到
          </dt>
          <dd className="x-num">{reachedWords(own)}</dd>
        </div>
        <div className="card">
          <dt>没有全部走得到的社区</dt>
          <dd className="x-num">
            {countWords(short)} / {countWords(communities.length)} 个
          </dd>
        </div>
        <div className="card">
          <dt>基尼系数（0 最公平，1 最不公平）</dt>
          <dd className="x-num">{giniWords(equity.gini)}</dd>
          <dd className="small">{giniSentence(equity)}</dd>
        </div>
      </dl>
      <div className="county__part">
        <ChartOrTable title="按年龄" chart={<AgeBands equity={equity} />} table={<AgeBandsTable equity={equity} />} />
      </div>
      <div className="county__part">
        <ChartOrTable
          title="按社区"
          note={`${groupWords[group]}走得到的比例，最差的在前；一样时人多的在前。`}
          chart={<CommunityBands equity={equity} communities={communities} nameLink={nameLink} />}
          table={<CommunityTable equity={equity} communities={communities} nameLink={nameLink} />}
        />
      </div>
      <Siting equity={equity} />
    </>
  )
}

/** Age groups that siting knows; for the others everybody counts. */
const sitingGroups = { everyone: 'everyone', under15: 'under15', from15to59: 'everyone', over60: 'over60' } as const

/** Where the next one should go: the question as this page asks it, those worst off first. */
function Siting({ equity }: { equity: EquityReply }) {
  const { categories, categoryId } = equity
  const choices = categoryId === null ? categories : categories.filter(({ id }) => id === categoryId)
  const others = (id: string) =>
    categoryId === null ? categories.flatMap((category) => (category.id === id ? [] : category.id)).join(',') : ''
  return (
    <section className="county__part" aria-labelledby="siting-title">
      <h2 id="siting-title">下一处建在哪</h2>
      <p className="soft small">
        到规划地图的“选址”里算：先照顾走不到的社区{categoryId === null ? '，同主题别的类别也算已有' : ''}。
      </p>
      <ul className="siting-links">
        {choices.map(({ id, name, places }) => (
          <li key={id}>
            <Link
              to="/office/map"
              search={{
                tool: 'siting',
                build: id,
                ...(others(id) === '' ? {} : { also: others(id) }),
                group: sitingGroups[equity.group],
                profile: equity.profile,
                within: String(equity.bandMinutes.at(-1)),
                equity: 'yes',
              }}
              className="x-button x-button--plain"
            >
              <Icon name="aim" size={18} />
              {name}
              <span className="soft small x-num">现有 {countWords(places)} 处</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
