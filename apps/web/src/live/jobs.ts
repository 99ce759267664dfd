import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Job, job } from '@xiayi/contract/system'
import { useEffect } from 'react'
import { useCounty } from './county.ts'
import { listenLive } from './event-stream.ts'
import { request } from './request.ts'

const POLL_MS = 1500

export function isFinished(state: Job['state']): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled'
}

/** Follows a job by live events, and by polling underneath. Progress never falls, whichever arrives last. */
export function useJob(jobId: string | null): Job | undefined {
  const { code } = useCounty()
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['job', jobId],
    enabled: jobId !== null,
    queryFn: ({ signal }) => request(job, `/api/jobs/${jobId}`, { query: { county: code }, signal }),
    refetchInterval: (query) => (query.state.data && isFinished(query.state.data.state) ? false : POLL_MS),
    structuralSharing: (before, after) => laterOf(before, after),
  })
  useEffect(() => {
    if (jobId === null) return
    return listenLive(code, (event) => {
      if (event.topic === 'job' && event.job.id === jobId) client.setQueryData(['job', jobId], event.job)
    })
  }, [client, code, jobId])
  return data
}

function laterOf(before: unknown, after: unknown): unknown {
  const was = job.safeParse(before)
  const is = job.safeParse(after)
  if (!was.success || !is.success || was.data.id !== is.data.id) return after
  if (isFinished(was.data.state) && !isFinished(is.data.state)) return before
  return is.data.progress < was.data.progress && !isFinished(is.data.state) ? before : after
}

export function useCancelJob(jobId: string | null) {
  const { code } = useCounty()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request(job, `/api/jobs/${jobId}/cancel`, { method: 'POST', query: { county: code }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job', jobId] }),
  })
}

/** The result of a job that has succeeded. Live events leave it out, so it is asked for by itself; null until it is there. */
export function useJobResult(finished: Job | undefined): Job['result'] {
  const { code } = useCounty()
  const { data } = useQuery({
    queryKey: ['job-result', finished?.id],
    enabled: finished?.state === 'succeeded' && finished.result === null,
    queryFn: ({ signal }) => request(job, `/api/jobs/${finished?.id}`, { query: { county: code }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return finished?.result ?? data?.result ?? null
}
