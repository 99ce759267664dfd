import { Link } from '@tanstack/react-router'
import type { WayReply, WhyItem, WhyReply } from '@xiayi/contract/circle-why'
import type { WalkReply } from '@xiayi/contract/circles'
import { Button } from '@xiayi/ui/Button.tsx'
import { countWords, distanceWords, speedWords, walkWords } from '@xiayi/ui/format'
import { Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag, UnverifiedMark } from '@xiayi/ui/Tag.tsx'
import {
  costliest,
  reasonWords,
  secondsWords,
  segmentWords,
  shorterWords,
  spotWords,
} from '../../../features/circles/why-words.ts'
import { useCategoryName } from '../../category-names.ts'
import { usePlanner } from '../use-planner.ts'
import { pathToTry, placeToTry } from '../what-if/handed-change.ts'

type WayPanelProps = { why: WhyReply; item: WhyItem; way: WayReply | undefined; isWalking: boolean }

/** One category from one building: the walk, where its time goes, and what would make it short enough. */
export function WayPanel({ why, item, way, isWalking }: WayPanelProps) {
  const { show } = usePlanner()
  const name = useCategoryName()
  return (
    <section className="why__way" aria-label={`到${name(item.categoryId)}`}>
      <p className="row">
        <Button look="quiet" icon="back" onClick={() => show({ to: null })}>
          全部类别
        </Button>
      </p>
      <h3>
        到{name(item.categoryId)} <StateTag item={item} />
      </h3>
      {item.limit !== null && (
        <p className="small">
          {item.limit.title}：{item.limit.minutes} 分钟内
          {item.metBy !== null && `；${name(item.metBy)}在界限内，所以达到`}{' '}
          {!item.limit.verified && <UnverifiedMark />}
        </p>
      )}
      {isWalking && way === undefined && <Waiting label="正在找路…" />}
      {way !== undefined && (
        <>
          {way.walk !== null && <WalkFigures why={why} walk={way.walk} />}
          <p className="why__reason">{reasonWords(way)}</p>
          {way.walk !== null && <Stretches walk={way.walk} />}
          {!way.isWithin && <Remedies way={way} item={item} />}
        </>
      )}
    </section>
  )
}

function StateTag({ item: { state } }: { item: WhyItem }) {
  if (state === 'not-asked') return <Tag tone="unknown">标准没有要求</Tag>
  return state === 'pass' ? <Tag tone="pass">✓ 达到</Tag> : <Tag tone="fail">✕ 超出界限</Tag>
}

function WalkFigures({ why, walk }: { why: WhyReply; walk: WalkReply }) {
  return (
    <p>
      最近的一处：
      <Link to="/places/$placeId" params={{ placeId: walk.placeId }}>
        {walk.placeName}
      </Link>
      <br />
      <b className="why__minutes x-num">{walkWords(walk.seconds)}</b>{' '}
      <span className="soft">{distanceWords(walk.metres)}</span>
      <span className="soft small"> {speedWords(why.profile, walk.speedMetresPerSecond)}，含等灯和过街</span>
    </p>
  )
}

const MOST_STRETCHES = 8

/** Stretches by what they cost, the costliest named as on the map; then what is passed on the way. */
function Stretches({ walk }: { walk: WalkReply }) {
  const most = costliest(walk.segments)
  const byCost = walk.segments
    .map((segment, at) => ({ ...segment, at }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, MOST_STRETCHES)
  const spots = walk.spots.filter(({ kind }) => spotWords[kind] !== undefined)
  return (
    <>
      <h4>时间花在哪里</h4>
      <ol className="why__stretches">
        {byCost.map(({ at, kind, metres, seconds }) => (
          <li key={at} data-most={at === most}>
            <span>
              第 {at + 1} 段 {segmentWords[kind] ?? '其他路'} {distanceWords(metres)}
              {at === most && <b> 最费时</b>}
            </span>
            <span className="x-num">{secondsWords(seconds)}</span>
          </li>
        ))}
      </ol>
      {walk.segments.length > MOST_STRETCHES && (
        <p className="soft small">全程 {walk.segments.length} 段，其余的在表格里。</p>
      )}
      {spots.length > 0 && (
        <p className="small">
          路过 {spotTally(spots).join('、')}
          ，共等 {secondsWords(spots.reduce((sum, { seconds }) => sum + seconds, 0))}
        </p>
      )}
    </>
  )
}

function spotTally(spots: WalkReply['spots']): string[] {
  const counts = new Map<string, number>()
  for (const { kind } of spots) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${spotWords[kind] ?? kind} ${count} 处`)
}

/** What would bring it within reach, each with its way to be tried. */
function Remedies({ way, item }: { way: WayReply; item: WhyItem }) {
  const { search, show } = usePlanner()
  const name = useCategoryName()
  const { shorterWays, room, withinMinutes } = way
  const best = room?.best ?? null
  const category = name(item.categoryId)
  return (
    <>
      <h4>怎样才走得到</h4>
      {shorterWays.length === 0 && way.walk !== null && (
        <p className="small">没有哪条 200 米以内的新路能让最近的一处进到 {withinMinutes} 分钟。</p>
      )}
      <ol className="why__remedies">
        {shorterWays.map((shorter, at) => {
          const path = pathToTry(shorter.kind === 'footbridge' ? 'footbridge' : 'path', shorter.line)
          return (
            <li key={path}>
              <p>
                <b>
                  {at + 1}. {shorterWords[shorter.kind]}，{Math.round(shorter.metres)} 米
                </b>
                ：到{shorter.placeName}
                {walkWords(shorter.seconds)}
              </p>
              <p className="row">
                <Button onClick={() => show({ tool: 'what-if', table: null, try: path })}>拿去推演</Button>
              </p>
            </li>
          )
        })}
        {best !== null && (
          <li>
            <p>
              <b>添一处{category}</b>：图上虚线里都够近；放在标记处，还能让 {countWords(best.gained)}{' '}
              位现在走不到的居民走得到。
            </p>
            <p className="row">
              <Button onClick={() => show({ tool: 'what-if', table: null, try: placeToTry(item.categoryId, best.at) })}>
                拿去推演
              </Button>
              <Button
                onClick={() =>
                  show({
                    tool: 'siting',
                    table: null,
                    build: item.categoryId,
                    within: String(withinMinutes),
                    profile: search.profile ?? null,
                    spots: null,
                  })
                }
              >
                全县选址
              </Button>
            </p>
          </li>
        )}
      </ol>
      <p className="soft small">
        新路只按直线和步行路网算，避开了楼栋；权属、高差和围墙请到现场核对。如果那里本来就有路，请在“编辑”里补上。
      </p>
    </>
  )
}
