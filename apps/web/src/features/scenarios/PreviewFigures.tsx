import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import './what-if.css'

const MOST_CIRCLES = 8

type PreviewFiguresProps = { preview: Preview; isStale: boolean; categoryName: (id: string) => string }

/** Who comes within reach, by category and by circle, while something is being dragged. */
export function PreviewFigures({ preview, isStale, categoryName }: PreviewFiguresProps) {
  return (
    <section
      className={isStale ? 'what-if__figures what-if__figures--stale' : 'what-if__figures'}
      aria-label="影响"
      aria-live="polite"
    >
      {preview.changes.map((change) => {
        const gained = change.residentsAfter - change.residentsBefore
        return (
          <div key={change.categoryId} className="what-if__category">
            <p>{categoryName(change.categoryId)}</p>
            <p className="what-if__gain">
              <b className="x-num">{signed(gained)}</b> 人 {preview.withinMinutes} 分钟内走得到
            </p>
            <p className="soft small x-num">
              {percentWords(change.residentsBefore, change.residents)} →{' '}
              {percentWords(change.residentsAfter, change.residents)}（{countWords(change.residentsAfter)} /{' '}
              {countWords(change.residents)} 人），其中60岁及以上 {signed(change.gainedOver60)} 人
            </p>
          </div>
        )
      })}
      <CountyTiers county={preview.county} />
      <Circles preview={preview} />
      <p className="soft small">{speedWords(preview.profile, preview.speedMetresPerSecond)}</p>
    </section>
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
          <b className="x-num">{signed(circle.residentsAfter - circle.residentsBefore)} 人</b>
          <span className="soft small x-num">
            {isShare &&
              `${percentWords(circle.residentsBefore, circle.residents)} → ${percentWords(circle.residentsAfter, circle.residents)}`}
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
