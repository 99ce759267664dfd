import type { Preview } from '@xiayi/contract/scenarios'
import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import './what-if.css'

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
      {preview.circles.length > 0 && (
        <ul className="what-if__circles">
          {preview.circles.slice(0, 8).map((circle) => (
            <li key={circle.circleId}>
              <span>{circle.name}</span>
              <b className="x-num">{signed(circle.residentsAfter - circle.residentsBefore)} 人</b>
              <span className="soft small x-num">
                {percentWords(circle.residentsBefore, circle.residents)} →{' '}
                {percentWords(circle.residentsAfter, circle.residents)}
              </span>
            </li>
          ))}
          {preview.circles.length > 8 && (
            <li className="soft small">另有 {preview.circles.length - 8} 个生活圈，见表格。</li>
          )}
        </ul>
      )}
      <p className="soft small">{speedWords(preview.profile, preview.speedMetresPerSecond)}</p>
    </section>
  )
}

export function signed(count: number): string {
  return count > 0 ? `+${countWords(count)}` : countWords(count)
}
