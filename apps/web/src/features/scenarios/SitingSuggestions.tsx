import type { SitingReply } from '@xiayi/contract/siting'
import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import './siting.css'

/** What all the spots together would do, with the bound that no other choice of as many can pass. */
export function SitingSummary({ answer, groupWord }: { answer: SitingReply; groupWord: string }) {
  const { before, after } = answer
  const gained = after.covered - before.covered
  return (
    <div className="siting__summary">
      <p className="siting__gain">
        <b className="x-num">{countWords(gained)}</b> 人新走得到（{groupWord}）
      </p>
      <dl className="siting__figures">
        <dt>{answer.withinMinutes} 分钟内走得到</dt>
        <dd className="x-num">
          {percentWords(before.covered, before.residents)} → {percentWords(after.covered, after.residents)}
        </dd>
        <dt>其中人数</dt>
        <dd className="x-num">
          {countWords(after.covered)} / {countWords(after.residents)} 人
        </dd>
        <dt>社区间差距（基尼系数）</dt>
        <dd className="x-num">
          {before.gini.toFixed(3)} → {after.gini.toFixed(3)}
        </dd>
        <dt>离最优</dt>
        <dd className="x-num">{gapWords(answer)}</dd>
      </dl>
      {!answer.isOptimal && <p className="small soft">{boundWords(answer)}</p>}
      <p className="small soft">
        {speedWords(answer.profile, answer.speedMetresPerSecond)}；候选 {countWords(answer.candidates.tried)} 处
        {answer.candidates.gridMetres !== null &&
          `（由 ${countWords(answer.candidates.given)} 栋楼按 ${answer.candidates.gridMetres} 米方格选出）`}
        {answer.candidates.offNetwork > 0 && `，其中 ${countWords(answer.candidates.offNetwork)} 处附近没有步行路`}
        。基尼系数 0 为各社区一样，越大越不均。
      </p>
    </div>
  )
}

function gapWords({ isOptimal, gap }: SitingReply): string {
  return isOptimal ? '已证明最优' : `至多差 ${(Math.ceil(gap * 1000) / 10).toFixed(1)}%`
}

function boundWords({ isEquitable, bound, suggestions }: SitingReply): string {
  const most = `任何 ${suggestions.length} 处都不会超过 ${countWords(Math.floor(bound))}`
  return isEquitable ? `${most}（按社区困难程度折算）。` : `${most} 人。`
}

type SitingSuggestionsProps = {
  answer: SitingReply
  chosen: number
  onPick: (order: number) => void
}

export function SitingSuggestions({ answer, chosen, onPick }: SitingSuggestionsProps) {
  return (
    <ol className="siting__list">
      {answer.suggestions.map((spot, at) => (
        <li key={`${spot.lon} ${spot.lat}`}>
          <button
            type="button"
            className="siting__spot"
            aria-expanded={chosen === at + 1}
            onClick={() => onPick(chosen === at + 1 ? 0 : at + 1)}
          >
            <span className="siting__order x-num">{at + 1}</span>
            <span>
              <b>{spot.name ?? spot.communityName ?? '未命名地点'}</b>
              {spot.name !== null && spot.communityName !== null && <span className="soft"> {spot.communityName}</span>}
            </span>
            <span className="x-num">+{countWords(spot.serves.everyone)} 人</span>
          </button>
          {chosen === at + 1 && (
            <div className="siting__why">
              <p>
                新走得到：60岁及以上 {countWords(spot.serves.over60)} 人，15岁以下 {countWords(spot.serves.under15)}{' '}
                人，15至59岁 {countWords(spot.serves.from15to59)} 人。
              </p>
              {spot.communities.length > 0 && (
                <p>
                  主要在
                  {spot.communities
                    .slice(0, 4)
                    .map(({ name, people }) => `${name} ${countWords(people)} 人`)
                    .join('、')}
                  。
                </p>
              )}
              {(spot.replaces.length > 0 || spot.hadNone > 0) && (
                <ul>
                  {spot.replaces.map((place) => (
                    <li key={place.placeId}>
                      {countWords(place.people)} 人原来去{place.placeName}，平均走 {place.minutesBefore} 分钟，以后走{' '}
                      {place.minutesAfter} 分钟。
                    </li>
                  ))}
                  {spot.hadNone > 0 && <li>{countWords(spot.hadNone)} 人原来一小时内走不到任何一处。</li>}
                </ul>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
