import { useQuery } from '@tanstack/react-query'
import { countWords, shareWords, speedWords } from '@xiayi/ui/format'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { beyondFill, walkBands, walkRamp } from '@xiayi/ui/tokens'
import { useMemo } from 'react'
import { allGapsQuery, circlesQuery, summaryQuery, walkshedQuery } from '../../../features/circles/circles.queries.ts'
import { ageWordsOf } from '../../../features/circles/ground.ts'
import type { PeopleClasses } from '../../../features/circles/ground-colours.ts'
import { WalkshedLegend } from '../../../features/circles/WalkshedLegend.tsx'
import { usePreview } from '../../../features/scenarios/preview-runner.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { useCategoryName } from '../../category-names.ts'
import { useWide } from '../../map-room/use-wide.ts'
import { ChangeLegend } from '../plans/ChangeLegend.tsx'
import { usePlan, useSideName } from '../plans/use-plan.ts'
import { usePlanner } from '../use-planner.ts'
import { useSketch } from '../what-if/sketch.ts'
import { previewQuestion } from '../what-if/what-if-search.ts'
import { layerPaint } from './layer-paint.ts'
import { asksMinutes, isOnGround, type LayerView, layerView, layerWords, type Side } from './layer-view.ts'
import { useLayer } from './use-layer.ts'
import { worstClasses, worstGaps } from './worst-gaps.ts'

/** What the colours of one map mean, always with who walks and how fast. */
export function PlannerLegend({ side }: { side: Side }) {
  const isWide = useWide()
  const { search } = usePlanner()
  const view = layerView(search, side)
  const sideName = useSideName(side)
  const { error } = usePlan(view)
  return (
    <details className={`planner__legend planner__legend--${side}`} open={isWide}>
      <summary>{sideName ?? '图例'}</summary>
      {error === null ? (
        <>
          {view.layer === 'tiers' && <TierLegend />}
          {view.layer === 'walkshed' && <CircleLegend circle={view.circle} />}
          {view.layer === 'worst' && <WorstLegend circle={view.circle} />}
          {isOnGround(view.layer) && <GroundLegend view={view} />}
        </>
      ) : (
        <p className="small">{shownProblem(error).detail}</p>
      )}
      <DrawnLegend view={view} side={side} />
    </details>
  )
}

/** The changes that one map draws: of its scenario, or those in hand. */
function DrawnLegend({ view, side }: { view: LayerView; side: Side }) {
  const { code } = useCounty()
  const { search } = usePlanner()
  const { plan } = usePlan(view)
  const sketch = useSketch()
  const isInHand = search.tool === 'what-if' && side === 'left'
  const { reply } = usePreview(code, isInHand ? previewQuestion(search, sketch) : null)
  const changes = [...(plan?.scenario.changes ?? []), ...(isInHand ? sketch.changes : [])]
  const odd = [...(plan?.preview.misfits ?? []), ...(isInHand ? (reply?.misfits ?? []) : [])]
  return <ChangeLegend changes={changes} hasOdd={odd.length > 0} />
}

function GroundLegend({ view }: { view: LayerView }) {
  const name = useCategoryName()
  const { ground, column, isWaiting } = useLayer(view)
  const classes = useMemo(
    () => (ground === undefined ? null : (layerPaint(view, ground, column)?.classes ?? null)),
    // oxlint-disable-next-line react/exhaustive-deps -- a view is made anew at every drawing; these are what classes follow
    [ground, column, view.layer, view.by, view.age, view.within],
  )
  const speed = ground?.speeds[view.profile]
  return (
    <>
      <p>
        {asksMinutes(view.layer) ? `${layerWords[view.layer]}：${name(view.category)}` : layerWords[view.layer]}
        {view.age !== 'all' && ` · ${ageWordsOf[view.age]}`}
      </p>
      {view.layer === 'minutes' && (view.minutes === 'ramp' ? <RampLegend /> : <BandLegend within={view.within} />)}
      {classes !== null && <ClassLegend classes={classes} per={view.by === 'hex' ? '六边形' : '栋'} />}
      {asksMinutes(view.layer) && speed !== undefined && (
        <p className="soft small">
          {speedWords(view.profile, speed)}
          {view.layer === 'gaps' && `，${view.within} 分钟`}
          {view.layer === 'minutes' && (view.by === 'hex' ? '，按人数平均' : '')}
          {view.layer === 'minutes' && '；没有居民的不着色'}
        </p>
      )}
      {isWaiting && <p className="soft small">正在算…</p>}
    </>
  )
}

function Swatch({ colour, word }: { colour: string; word: string }) {
  return (
    <li>
      <span className="planner__swatch" style={{ background: colour }} />
      {word}
    </li>
  )
}

function BandLegend({ within }: { within: number }) {
  return (
    <ul>
      {walkBands
        .filter(({ minutes }) => minutes <= within)
        .map(({ minutes, colour, word }) => (
          <Swatch key={minutes} colour={colour} word={word} />
        ))}
      <Swatch colour={beyondFill} word={`${within} 分钟够不着`} />
    </ul>
  )
}

const RAMP_MARKS = [0, 15, 30, 60]

/** The ramp itself, drawn as wide as its minutes; the line at 15 is a sharp one. */
function RampLegend() {
  const most = walkRamp[walkRamp.length - 1]?.minutes ?? 60
  const stops = walkRamp.map(({ minutes, colour }) => `${colour} ${(minutes / most) * 100}%`).join(', ')
  return (
    <div className="planner__ramp">
      <span style={{ background: `linear-gradient(to right, ${stops})` }} />
      <ol>
        {RAMP_MARKS.map((minutes) => (
          <li key={minutes} style={{ left: `${(minutes / most) * 100}%` }}>
            {minutes}
          </li>
        ))}
      </ol>
      <p className="soft small">分钟；绿色 15 分钟内，红色超出</p>
    </div>
  )
}

/** What the colours mean, and the chosen circle's gap in words. */
function WorstLegend({ circle }: { circle: string | null }) {
  const { code } = useCounty()
  const { data } = useQuery(allGapsQuery(code))
  const summary = useQuery(summaryQuery(code))
  const worst = useMemo(() => worstGaps(data ?? []), [data])
  if (data === undefined) return <p className="soft small">正在读取…</p>
  const chosen = worst.get(circle ?? '')
  return (
    <>
      <p>每个生活圈最大的短板影响多少人</p>
      {worst.size > 0 && <ClassLegend classes={worstClasses(worst)} per="圈" />}
      <p className="soft small">
        非步行条款不达标，算全圈居民；灰色没有短板或未评价
        {summary.data && `；${speedWords('adult', summary.data.speedMetresPerSecond)}`}
      </p>
      {chosen === undefined ? (
        <p className="soft small">点一个社区看是哪一条。</p>
      ) : (
        <p className="small" role="status">
          <b>{chosen.circleName}</b>：{chosen.title}，{shareWords(chosen.peopleAffected, chosen.residents, '人')}
        </p>
      )}
    </>
  )
}

function ClassLegend({ classes: { bounds, fills }, per }: { classes: PeopleClasses; per: string }) {
  const [first, second, third] = bounds
  const words = [
    `1–${countWords(first)} 人`,
    `${countWords(first + 1)}–${countWords(second)} 人`,
    `${countWords(second + 1)}–${countWords(third)} 人`,
    `多于 ${countWords(third)} 人`,
  ]
  return (
    <>
      <ul>
        {words.map((word, i) => (
          <Swatch key={word} colour={fills[i] ?? ''} word={word} />
        ))}
      </ul>
      <p className="soft small">
        每{per}人数{per === '栋' && '；圆越大人越多'}
      </p>
    </>
  )
}

function CircleLegend({ circle }: { circle: string | null }) {
  const { code } = useCounty()
  const { data } = useQuery({ ...walkshedQuery(code, circle ?? ''), enabled: circle !== null })
  if (circle === null) return <TierLegend />
  return data === undefined ? <p className="soft small">正在画…</p> : <WalkshedLegend walkshed={data} />
}

function TierLegend() {
  const { code } = useCounty()
  const circles = useQuery(circlesQuery(code))
  const summary = useQuery(summaryQuery(code))
  const tiers = circles.data?.tiers ?? []
  const looks = [...tiers].sort((a, b) => b.order - a.order).map((tier) => tierLook(tiers, tier.id, true))
  return (
    <>
      <ul>
        {[...looks, tierLook(tiers, null, true), tierLook(tiers, null, false)].map((look) => (
          <li key={look.word}>
            <TierMark look={look} />
          </li>
        ))}
      </ul>
      {summary.data && <p className="soft small">{speedWords('adult', summary.data.speedMetresPerSecond)}</p>}
    </>
  )
}
