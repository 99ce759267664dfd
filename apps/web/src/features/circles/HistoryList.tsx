import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { historyQuery } from './circles.queries.ts'

export function HistoryList({ circleId }: { circleId: string }) {
  const { code } = useCounty()
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(code, circleId))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const evaluations = data.pages.flatMap((page) => page.items)
  if (evaluations.length === 0) return <p className="soft">还没有评价过。</p>
  return (
    <>
      <ol className="history">
        {evaluations.map((one) => (
          <li key={one.id}>
            <span className="x-num">{dayTimeWords(one.evaluatedAt)}</span>
            <TierMark look={tierLook(one.tiers, one.tierId, true)} />
            <span className="soft small x-num">
              达标 {one.passed} · 未达标 {one.failed} · 说不准 {one.unknown}
            </span>
            <span className="soft small">
              标准 {one.standardTitle} {one.standardVersion} · 路网 {one.networkVersion.slice(0, 12)} · 校验{' '}
              {one.resultSha256.slice(0, 8)}
            </span>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button look="quiet" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          看更早的
        </Button>
      )}
    </>
  )
}
