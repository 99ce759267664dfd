import './reports.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewReport, Report } from '@xiayi/contract/reports'
import { Button } from '@xiayi/ui/Button.tsx'
import { bytesWords } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Working } from '@xiayi/ui/Working.tsx'
import { useEffect } from 'react'
import { useCounty } from '../../live/county.ts'
import { isFinished, useCancelJob, useJob } from '../../live/jobs.ts'
import { shownProblem } from '../../live/request.ts'
import { formatsOf, formatWords } from './report-words.ts'
import { orderReport, reportFileAddress, reportQuery } from './reports.queries.ts'

type Subject = { kind: 'circle'; subjectId: string } | { kind: 'county' } | { kind: 'map' }

/** Orders a report in one of its formats, shows how far it is, lets one stop it, and hands over the file. */
export function ReportMaker({ subject, standardId }: { subject: Subject; standardId?: string }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const order = useMutation({
    mutationFn: (format: Report['format']) =>
      orderReport(code, { ...subject, format, ...(standardId !== undefined && { standardId }) } satisfies NewReport),
    onSettled: () => client.invalidateQueries({ queryKey: ['reports', code, 'list'] }),
  })
  const job = useJob(order.data?.jobId ?? null)
  const cancel = useCancelJob(order.data?.jobId ?? null)
  const state = job?.state
  const isOver = state !== undefined && isFinished(state)
  const made = useQuery({
    ...reportQuery(code, order.data?.reportId ?? ''),
    enabled: state === 'succeeded' && order.data !== undefined,
  })
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: ['reports', code, 'list'] })
  }, [client, code, isOver])

  if (order.isPending || (order.data !== undefined && !isOver))
    return (
      <Working
        progress={job?.progress ?? 0}
        stage={job?.stage ?? ''}
        label="报告进度"
        onStop={order.data === undefined || cancel.isPending ? null : () => cancel.mutate()}
      />
    )
  const error = order.error ?? cancel.error ?? made.error
  return (
    <div className="report-maker">
      <ul className="report-maker__formats">
        {formatsOf(subject.kind).map((format) => (
          <li key={format}>
            <Button className="report-maker__format" onClick={() => order.mutate(format)}>
              <b>{formatWords[format].name}</b>
              <span className="small soft">{formatWords[format].use}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div role="status" className="report-maker__end">
        {state === 'succeeded' && made.data && <ReportLink of={made.data} isMain />}
        {state === 'cancelled' && <span className="small soft">已停止，没有留下文件。</span>}
      </div>
      {state === 'failed' && (
        <ProblemNotice
          problem={{
            title: job?.problem?.title ?? '报告没有做成',
            detail: job?.problem?.detail ?? '再选一次格式重做。',
            errors: job?.problem?.errors ?? [],
            traceId: null,
          }}
        />
      )}
      {error && <ProblemNotice problem={shownProblem(error)} />}
    </div>
  )
}

/** The way to a file that is there. */
export function ReportLink({ of, isMain = false }: { of: Report; isMain?: boolean }) {
  const { code } = useCounty()
  return (
    <a href={reportFileAddress(code, of.id)} download className={isMain ? 'x-button x-button--main' : 'report-link'}>
      <Icon name="download" size={18} />
      <span>
        下载<span className="x-sr">《{of.title}》</span>
        {isMain && ` ${formatWords[of.format].name}`}
      </span>
      {of.bytes !== null && <span className="small">{bytesWords(of.bytes)}</span>}
    </a>
  )
}
