import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Working } from '@xiayi/ui/Working.tsx'
import { useEffect } from 'react'
import { useCounty } from '../../live/county.ts'
import { isFinished, useCancelJob, useJob } from '../../live/jobs.ts'
import { shownProblem } from '../../live/request.ts'
import { startEvaluation } from './circles.queries.ts'

/** Starts an evaluation, shows how far it is, and lets one stop it. Without ids it evaluates every circle. */
export function EvaluateButton({ circleIds, word }: { circleIds?: readonly string[]; word: string }) {
  const { code } = useCounty()
  const client = useQueryClient()
  const start = useMutation({ mutationFn: () => startEvaluation(code, circleIds) })
  const jobId = start.data?.jobId ?? null
  const job = useJob(jobId)
  const cancel = useCancelJob(jobId)
  const state = job?.state
  useEffect(() => {
    if (state === 'succeeded') void client.invalidateQueries({ queryKey: ['circles', code] })
  }, [client, code, state])

  const isRunning = start.isPending || (jobId !== null && (state === undefined || !isFinished(state)))
  if (isRunning) {
    return (
      <Working
        progress={job?.progress ?? 0}
        stage={job?.stage ?? ''}
        label="评价进度"
        onStop={jobId === null || cancel.isPending ? null : () => cancel.mutate()}
      />
    )
  }
  const problem = start.error ? shownProblem(start.error) : null
  return (
    <div className="evaluate">
      <Button look="main" onClick={() => start.mutate()}>
        {word}
      </Button>
      {state === 'succeeded' && <span className="small soft">已更新</span>}
      {state === 'cancelled' && <span className="small soft">已停止，结果没有改变</span>}
      {state === 'failed' && (
        <ProblemNotice
          problem={{
            title: job?.problem?.title ?? '评价没有完成',
            detail: job?.problem?.detail ?? '再试一次',
            errors: job?.problem?.errors ?? [],
            traceId: null,
          }}
        />
      )}
      {problem && <ProblemNotice problem={problem} />}
    </div>
  )
}
