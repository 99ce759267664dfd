import type { TierCount, TiersOverTime } from '@xiayi/contract/county-figures'
import { percentWords } from '@xiayi/ui/format'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { type TierLook, TierMark, TierShape, tierLook } from '@xiayi/ui/TierMark.tsx'
import { plainDayWords } from './day-words.ts'
import type { Scope } from './scope.ts'

type TierCourseProps = { overTime: TiersOverTime; scope: Scope }
type Part = { look: TierLook; count: number }

/** Highest tier first, then those without one, then those nobody has evaluated. */
function partsOf(tiers: TiersOverTime['tiers'], count: TierCount): Part[] {
  const reached = tiers.map((tier, at) => ({ look: tierLook(tiers, tier.id, true), count: count.atTier[at] ?? 0 }))
  return [
    ...reached.toReversed(),
    { look: tierLook(tiers, null, true), count: count.withoutTier },
    { look: tierLook(tiers, null, false), count: count.notEvaluated },
  ]
}

function atLeastOneTier({ atTier }: TierCount): number {
  return atTier.reduce((sum, count) => sum + count, 0)
}

/** Below this share a part of the bar has no room for its count. */
const LEAST_SHARE = 0.07

/** One bar for each day of evaluation, in parts by tier. */
export function TierCourse({ overTime, scope }: TierCourseProps) {
  const { tiers, days } = overTime
  const used = days.flatMap((day) => partsOf(tiers, day[scope])).filter(({ count }) => count > 0)
  const looks = partsOf(tiers, { circles: 0, atTier: [], withoutTier: 0, notEvaluated: 0 }).flatMap(({ look }) =>
    used.some((part) => part.look.word === look.word) ? look : [],
  )
  const said = days.map((day) => {
    const parts = partsOf(tiers, day[scope]).map(({ look, count }) => `${look.word} ${count} 个`)
    return `${plainDayWords(day.day)}：${parts.join('，')}`
  })
  return (
    <div className="card tier-course">
      <ScrollRegion label="各评估日的等级">
        <div className="tier-course__days" role="img" aria-label={said.join('；')}>
          {days.map((day, at) => (
            <div key={day.day} className="tier-course__day">
              <span className="x-num">
                <b>{atLeastOneTier(day[scope])}</b> / {day[scope].circles}
              </span>
              <div className="tier-course__bar">
                {partsOf(tiers, day[scope]).map(
                  ({ look, count }) =>
                    count > 0 && (
                      <span key={look.word} style={{ flexGrow: count, background: look.fill }}>
                        {count / day[scope].circles >= LEAST_SHARE && (
                          <b className="x-num">
                            <TierShape look={look} size={11} /> {count}
                          </b>
                        )}
                      </span>
                    ),
                )}
              </div>
              <DayUnder day={day.day} />
              {at > 0 && isOtherVersion(days, at) && <span className="small tier-course__break">标准换了版本</span>}
            </div>
          ))}
        </div>
      </ScrollRegion>
      <ul className="tier-course__legend">
        {looks.map((look) => (
          <li key={look.word}>
            <TierMark look={look} />
          </li>
        ))}
        <li className="soft small">柱子上方：达到任一等级的 / 全部</li>
        {overTime.isCut && <li className="soft small">只画最近 {days.length} 个评估日</li>}
      </ul>
    </div>
  )
}

/** The year over the day: bars are narrow. */
function DayUnder({ day }: { day: string }) {
  const [year = '', rest = ''] = plainDayWords(day).split('年')
  return (
    <span className="small">
      {year}年<span className="tier-course__date">{rest}</span>
    </span>
  )
}

function isOtherVersion(days: TiersOverTime['days'], at: number): boolean {
  return days[at]?.standardVersions.join() !== days[at - 1]?.standardVersions.join()
}

export function TierCourseTable({ overTime, scope }: TierCourseProps) {
  const { tiers, days } = overTime
  const [first] = days
  if (first === undefined) return null
  return (
    <ScrollRegion label="各评估日的等级，表格">
      <table className="figures-table">
        <caption className="x-sr">各评估日每个等级的生活圈数</caption>
        <thead>
          <tr>
            <th scope="col">评估日</th>
            {partsOf(tiers, first[scope]).map(({ look }) => (
              <th key={look.word} scope="col">
                {look.word}
              </th>
            ))}
            <th scope="col">达到任一等级</th>
            <th scope="col">标准版本</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{plainDayWords(day.day)}</th>
              {partsOf(tiers, day[scope]).map(({ look, count }) => (
                <td key={look.word} className="x-num">
                  {count}
                </td>
              ))}
              <td className="x-num">
                {percentWords(atLeastOneTier(day[scope]), day[scope].circles)}（{atLeastOneTier(day[scope])} /{' '}
                {day[scope].circles}）
              </td>
              <td>{day.standardVersions.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
