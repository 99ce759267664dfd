import { useQueryClient } from '@tanstack/react-query'
import { evaluationOutcome } from '@xiayi/contract/circle-facts'
import { ProgressBar } from '@xiayi/ui/Bar.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { type ReactNode, useEffect } from 'react'
import { useCounty } from '../../../live/county.ts'
import { isFinished, useJob, useJobResult } from '../../../live/jobs.ts'

const stateLooks = {
  pass: { word: '达标', tone: 'pass' },
  fail: { word: '未达标', tone: 'fail' },
  unknown: { word: '说不准', tone: 'unknown' },
  'not-applicable': { word: '不适用', tone: 'unknown' },
} as const

type FlipListProps = { jobId: string | null; circleLink: (id: string, label: string) => ReactNode }

/** What came of what was saved: follows the evaluation that it ordered, and names the clauses answered otherwise now. */
export function FlipList({ jobId, circleLink }: FlipListProps) {
  const { code } = useCounty()
  const client = useQueryClient()
  const job = useJob(jobId)
  const result = useJobResult(job)
  const state = job?.state
  useEffect(() => {
    if (state === 'succeeded') void client.invalidateQueries({ queryKey: ['circles', code] })
  }, [client, code, state])
  if (jobId === null)
    return (
      <p className="flips card" role="status">
        已保存。没有需要重新评价的：内容没有变化，或者还没有步行路网。
      </p>
    )
  if (state === undefined || !isFinished(state) || (state === 'succeeded' && result === null))
    return (
      <div className="flips card" role="status">
        <p>已保存，正在重新评价…</p>
        <ProgressBar progress={job?.progress ?? 0} label="评价进度" />
      </div>
    )
  const outcome = evaluationOutcome.safeParse(result)
  if (state !== 'succeeded' || !outcome.success)
    return (
      <ProblemNotice
        problem={{
          title: '已保存，但重新评价没有完成',
          detail: job?.problem?.detail ?? '到全县总览点“重新评价全县”。',
          errors: [],
          traceId: null,
        }}
      />
    )
  const { flips, flipCount } = outcome.data
  return (
    <section className="flips card" role="status" aria-label="结果有变的条款">
      <p>
        <b>
          {flipCount === 0 ? '已保存并重新评价，没有条款的结果改变。' : `已保存并重新评价，${flipCount} 条结果变了：`}
        </b>
      </p>
      {flips.length > 0 && (
        <ul>
          {flips.map((flip) => (
            <li key={`${flip.circleId} ${flip.clauseId}`}>
              {circleLink(flip.circleId, flip.circleName)} {flip.title}{' '}
              <Tag tone={stateLooks[flip.before].tone}>{stateLooks[flip.before].word}</Tag>
              <span className="flips__to">
                <Icon name="next" size={16} />
                <span className="x-sr">变为</span>
              </span>
              <Tag tone={stateLooks[flip.after].tone}>{stateLooks[flip.after].word}</Tag>
            </li>
          ))}
        </ul>
      )}
      {flipCount > flips.length && <p className="soft small">只列出前 {flips.length} 条。</p>}
    </section>
  )
}
