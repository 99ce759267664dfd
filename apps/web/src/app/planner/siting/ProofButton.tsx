import { useMutation } from '@tanstack/react-query'
import type { SitingQuestion } from '@xiayi/contract/siting'
import { ProblemNotice } from '@xiayi/ui/Notice.tsx'
import { Working } from '@xiayi/ui/Working.tsx'
import { Button } from 'antd'
import { startExactSiting } from '../../../features/scenarios/siting.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { isFinished, useCancelJob, useJob } from '../../../live/jobs.ts'
import { shownProblem } from '../../../live/request.ts'
import { usePlanner } from '../use-planner.ts'

/** The quick answer has a bound; this asks for the best one, proved, as a job. */
export function ProofButton({ question }: { question: SitingQuestion }) {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const start = useMutation({
    mutationFn: () => startExactSiting(code, question),
    onSuccess: ({ jobId }) => show({ proof: jobId, pick: null }, { replace: true }),
  })
  const jobId = search.proof ?? null
  const job = useJob(jobId)
  const cancel = useCancelJob(jobId)
  if (start.isPending || (jobId !== null && (job === undefined || !isFinished(job.state))))
    return (
      <Working
        progress={job?.progress ?? 0}
        stage={job?.stage ?? ''}
        label="求最优解进度"
        onStop={jobId === null || cancel.isPending ? null : () => cancel.mutate()}
      />
    )
  return (
    <div className="siting__form">
      {job?.state !== 'succeeded' && <Button onClick={() => start.mutate()}>求最优解</Button>}
      {job?.state === 'cancelled' && <p className="small soft">已停止，上面是快速答案。</p>}
      {job?.state === 'failed' && (
        <p role="alert" className="x-notice x-notice--fail">
          {job.problem?.detail ?? '没有算完。再试一次。'}
        </p>
      )}
      {start.error !== null && <ProblemNotice problem={shownProblem(start.error)} />}
    </div>
  )
}
