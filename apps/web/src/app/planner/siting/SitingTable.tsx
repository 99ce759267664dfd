import '../../../features/scenarios/siting.css'
import { countWords, percentWords } from '@xiayi/ui/format'
import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import { useSiting } from './use-siting.ts'

/** Every figure of the answer: the spots, and what each community had and would have. */
export function SitingTable() {
  const { answer, isAsking } = useSiting()
  if (answer === null && isAsking) return <Waiting label="正在找地方…" />
  if (answer === null) return <Empty title="还没有答案。关上表格，先选要建什么。" />
  return (
    <>
      <table className="siting__table">
        <caption>建议的地点，按新增人数</caption>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">地点</th>
            <th scope="col">经度、纬度</th>
            <th scope="col">新走得到</th>
            <th scope="col">60岁及以上</th>
            <th scope="col">15岁以下</th>
          </tr>
        </thead>
        <tbody>
          {answer.suggestions.map((spot, at) => (
            <tr key={`${spot.lon} ${spot.lat}`}>
              <td className="x-num">{at + 1}</td>
              <th scope="row">{[spot.name, spot.communityName].filter((part) => part !== null).join('，')}</th>
              <td className="x-num">
                {spot.lon.toFixed(5)}, {spot.lat.toFixed(5)}
              </td>
              <td className="x-num">{countWords(spot.serves.everyone)} 人</td>
              <td className="x-num">{countWords(spot.serves.over60)} 人</td>
              <td className="x-num">{countWords(spot.serves.under15)} 人</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="siting__table">
        <caption>各社区走得到的人，现在最困难的在前</caption>
        <thead>
          <tr>
            <th scope="col">社区</th>
            <th scope="col">居民</th>
            <th scope="col">现在</th>
            <th scope="col">以后</th>
          </tr>
        </thead>
        <tbody>
          {answer.communities.map((community) => (
            <tr key={community.id}>
              <th scope="row">{community.name}</th>
              <td className="x-num">{countWords(community.residents)} 人</td>
              <td className="x-num">
                {countWords(community.coveredBefore)} 人，{percentWords(community.coveredBefore, community.residents)}
              </td>
              <td className="x-num">
                {countWords(community.coveredAfter)} 人，{percentWords(community.coveredAfter, community.residents)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
