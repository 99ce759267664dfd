import './why.css'
import { useQuery } from '@tanstack/react-query'
import type { WhyItem, WhyReply } from '@xiayi/contract/circle-why'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { Button } from '@xiayi/ui/Button.tsx'
import { countWords, speedWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { UnverifiedMark } from '@xiayi/ui/Tag.tsx'
import { useState } from 'react'
import { profileWords } from '../../../features/circles/profile-words.ts'
import { sortedByNeed } from '../../../features/circles/why-words.ts'
import { searchQuery } from '../../../features/places/places.queries.ts'
import { SearchBox } from '../../../features/places/SearchBox.tsx'
import { WalkFigure } from '../../../features/places/WalkFigure.tsx'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { PointForm } from '../drawing/PointForm.tsx'
import { Choice } from '../layers/Choice.tsx'
import { pointText, usePlanner } from '../use-planner.ts'
import { useWhy } from './use-why.ts'
import { WayPanel } from './WayPanel.tsx'

/** One building asked why: what it reaches, what it does not, and for one of them the walk and the ways out. */
export function WhyPanel() {
  const { show } = usePlanner()
  const { from, profile, why, item, way, isWalking, error } = useWhy()
  return (
    <>
      {item === undefined && <FromForm isOpen={from === null} />}
      {error !== null && from !== null && <ProblemNotice problem={shownProblem(error)} />}
      {from === null && <Empty title="点地图上的一栋楼：它走得到什么、走不到什么、差在哪里，都在这里。" />}
      {from !== null && why === undefined && error === null && <Waiting label="正在算步行时间…" />}
      {why !== undefined && error === null && (
        <>
          <Origin why={why} isBrief={item !== undefined} />
          <Choice
            label="谁在走"
            value={profile}
            words={profileWords}
            options={PROFILE_NAMES}
            onChoose={(name) => show({ profile: name })}
          />
          {item === undefined ? (
            <Items why={why} />
          ) : (
            <WayPanel why={why} item={item} way={way} isWalking={isWalking} />
          )}
        </>
      )}
    </>
  )
}

function Origin({ why, isBrief }: { why: WhyReply; isBrief: boolean }) {
  const { origin, profile, speedMetresPerSecond } = why
  const { show } = usePlanner()
  const { under15, from15to59, over60 } = origin
  const people = (under15 ?? 0) + (from15to59 ?? 0) + (over60 ?? 0)
  return (
    <section className="why__origin" aria-label="从哪里出发">
      <p>
        <b>{[origin.communityName, origin.compoundName].filter((name) => name !== null).join(' · ') || '图上选的点'}</b>
        {origin.isBuilding ? '的一栋楼' : ''}
      </p>
      {origin.isBuilding && !isBrief && (
        <p className="x-num">
          居民 {countWords(people)} 人
          <span className="soft small">
            {' '}
            15 岁以下 {countWords(under15 ?? 0)} · 60 岁以上 {countWords(over60 ?? 0)}
          </span>
        </p>
      )}
      <p className="soft small">
        {speedWords(profile, speedMetresPerSecond)}
        {origin.grade === 'far' && `；门口离最近的步行路 ${origin.legMetres} 米`}
      </p>
      {!isBrief && (
        <Button look="quiet" onClick={() => show({ from: null, to: null })}>
          换一栋
        </Button>
      )}
    </section>
  )
}

function Items({ why }: { why: WhyReply }) {
  const { show } = usePlanner()
  const name = useCategoryName()
  const items = sortedByNeed(why.items)
  const failed = items.filter(({ state }) => state === 'fail')
  const passed = items.filter(({ state }) => state === 'pass')
  const others = items.filter(({ state }) => state === 'not-asked')
  const list = (of: readonly WhyItem[], label: string) => (
    <ul className="place-list" aria-label={label}>
      {of.map((item) => (
        <li key={item.categoryId}>
          <button type="button" onClick={() => show({ to: item.categoryId })}>
            <WalkFigure seconds={item.seconds} />
            <span className="place-list__words">
              <b>{name(item.categoryId)}</b>
              <span className="soft small">{item.placeName ?? '一小时内没有'}</span>
              <span className="small">{limitWords(item, name)}</span>
            </span>
            <Icon name="next" size={18} />
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <h3 className="why__title why__title--fail">
        <Icon name="close" size={18} />
        走不到 {failed.length} 类，其中条款要求的{' '}
        {failed.filter(({ limit }) => limit !== null && limit.clauseId !== null).length} 类
      </h3>
      {failed.length > 0 ? list(failed, '走不到的') : <p className="soft">标准要求的都走得到。</p>}
      <h3 className="why__title why__title--pass">
        <Icon name="tick" size={18} />
        走得到 {passed.length} 类
      </h3>
      {list(passed, '走得到的')}
      {others.length > 0 && (
        <details>
          <summary>标准没有要求的 {others.length} 类</summary>
          {list(others, '标准没有要求的')}
        </details>
      )}
      <p className="soft small">
        界限取自{why.standardTitle}中最严的一条；没有条款要求的，取该类别的参考时间。 <UnverifiedMark />
        表示没有对照原文。
      </p>
    </>
  )
}

function limitWords({ limit, metBy, state }: WhyItem, name: (id: string) => string): string {
  if (limit === null) return '没有时间要求'
  const asked = `要求 ${limit.minutes} 分钟内${limit.clauseId === null ? '（类别参考）' : ''}`
  if (metBy !== null) return `${asked}，有${name(metBy)}顶上`
  return state === 'fail' ? `${asked}，超出` : asked
}

/** By name, by coordinates, or by a click on the map. */
function FromForm({ isOpen }: { isOpen: boolean }) {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const [text, setText] = useState('')
  const { data } = useQuery(searchQuery(code, { q: text, from: null, profile: 'adult' }))
  const choose = (at: { lon: number; lat: number }) => {
    setText('')
    show({ from: pointText(at), at: pointText(at, 5), z: String(Math.max(16, Number(search.z ?? 16))) })
  }
  return (
    <details className="why__from" open={isOpen}>
      <summary>按地址、网点名或坐标找一栋楼</summary>
      <SearchBox value={text} onSearch={setText} />
      {text.trim() !== '' && data !== undefined && (
        <ul className="place-list" aria-label="找到的地点">
          {data.items.slice(0, 6).map((hit) => (
            <li key={hit.id}>
              <button type="button" aria-label={hit.name} onClick={() => choose({ lon: hit.at[0], lat: hit.at[1] })}>
                <span className="place-list__words">
                  <b>{hit.name}</b>
                  <span className="soft small">{hit.address ?? '没有登记地址'}</span>
                </span>
              </button>
            </li>
          ))}
          {data.items.length === 0 && <li className="soft">没有找到。换个说法，或直接点地图。</li>}
        </ul>
      )}
      <PointForm word="问这里" onPoint={choose} />
    </details>
  )
}
