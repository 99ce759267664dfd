import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import type { ReactNode } from 'react'
import { Misfits } from './Misfits.tsx'
import './what-if.css'

const MOST_CIRCLES = 8

type PreviewFiguresProps = {
  preview: Preview
  /** counts the replies: stands on the element, so that one that says the same as the last can be told from it */
  answered?: number
  isStale?: boolean
  categoryName: (id: string) => string
  /** a change in words, by its place in the list */
  word?: (at: number) => string
  /** what to do about changes that do not fit */
  mend?: ReactNode
}

/** Who comes within reach, by category and by circle, while something is being dragged. */
export function PreviewFigures({ preview, answered, isStale = false, categoryName, word, mend }: PreviewFiguresProps) {
  return (
    <section
      className={isStale ? 'what-if__figures what-if__figures--stale' : 'what-if__figures'}
      aria-label="影响"
      aria-live="polite"
      data-answered={answered}
    >
      <Misfits misfits={preview.misfits} {...(word !== undefined && { word })}>
        {mend}
      </Misfits>
      {preview.warnings.map((words) => (
        <p key={words} className="x-notice x-notice--fail">
          {words}
        </p>
      ))}
      {preview.newcomers > 0 && <p>新住房里 {countWords(preview.newcomers)} 人，也算在“以后”里。</p>}
      {preview.changes.length === 0 && preview.circles.length === 0 && (
        <p>这些改动不改变任何人 {preview.withinMinutes} 分钟内走得到的设施。</p>
      )}
      <Categories preview={preview} categoryName={categoryName} />
      <CountyTiers county={preview.county} />
      <Circles preview={preview} />
      <p className="soft small">{speedWords(preview.profile, preview.speedMetresPerSecond)}</p>
    </section>
  )
}

const MOST_CATEGORIES = 6

/** Those that change most come first; the rest is in the table. */
function Categories({ preview, categoryName }: { preview: Preview; categoryName: (id: string) => string }) {
  const size = (each: Preview['changes'][number]) => Math.abs(each.residentsAfter - each.residentsBefore)
  const shown = preview.changes.toSorted((a, b) => size(b) - size(a)).slice(0, MOST_CATEGORIES)
  return (
    <>
      <div className="what-if__categories">
        {shown.map((change) => {
          const gained = change.residentsAfter - change.residentsBefore
          return (
            <div key={change.categoryId} className="what-if__category">
              <p>{categoryName(change.categoryId)}</p>
              <p className="what-if__gain">
                <b className="x-num">{signed(gained)}</b> 人 {preview.withinMinutes} 分钟内走得到
              </p>
              <p className="soft small x-num">
                {percentWords(change.residentsBefore, change.residents)} →{' '}
                {percentWords(change.residentsAfter, change.residentsPlanned)}（{countWords(change.residentsAfter)} /{' '}
                {countWords(change.residentsPlanned)} 人），其中60岁及以上 {signed(change.gainedOver60)} 人
              </p>
            </div>
          )
        })}
      </div>
      {preview.changes.length > shown.length && (
        <p className="soft small">另有 {preview.changes.length - shown.length} 类设施有变化，见表格。</p>
      )}
    </>
  )
}

function CountyTiers({ county }: Pick<Preview, 'county'>) {
  const moved = county.tiers.filter(({ before, after }) => before !== after)
  if (moved.length === 0) return null
  return (
    <p>
      {moved.map(({ name, before, after }) => `${name} ${before} → ${after} 个`).join('，')}（共 {county.circles}{' '}
      个生活圈）
    </p>
  )
}

const stateWords = { pass: '达标', fail: '未达标', unknown: '说不准', 'not-applicable': '不适用' } as const

function Circles({ preview }: { preview: Preview }) {
  if (preview.circles.length === 0) return null
  // Over several categories people are counted once for each, so that their sum is no share of the residents.
  const isShare = preview.changes.length === 1
  return (
    <ul className="what-if__circles">
      {preview.circles.slice(0, MOST_CIRCLES).map((circle) => (
        <li key={circle.circleId}>
          <span>{circle.name}</span>
          <b className="x-num">
            {signed(circle.residentsAfter - circle.residentsBefore)} {isShare ? '人' : '人次'}
          </b>
          <span className="soft small x-num">
            {isShare &&
              `${percentWords(circle.residentsBefore, circle.residents)} → ${percentWords(circle.residentsAfter, circle.residentsPlanned)}`}
          </span>
          <ul className="what-if__flips">
            {circle.clauses
              .filter(({ before, after }) => before !== after)
              .map((clause) => (
                <li key={clause.clauseId} className="small">
                  <Icon
                    name={clause.after === 'pass' ? 'tick' : clause.after === 'fail' ? 'close' : 'question'}
                    size={16}
                  />
                  {clause.title}：{stateWords[clause.before]} → {stateWords[clause.after]}
                </li>
              ))}
          </ul>
        </li>
      ))}
      {preview.circles.length > MOST_CIRCLES && (
        <li className="soft small">另有 {preview.circles.length - MOST_CIRCLES} 个生活圈，见表格。</li>
      )}
    </ul>
  )
}

export function signed(count: number): string {
  return count > 0 ? `+${countWords(count)}` : countWords(count)
}
