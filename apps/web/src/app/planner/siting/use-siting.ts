import { useQuery } from '@tanstack/react-query'
import type { SitingQuestion, SitingReply } from '@xiayi/contract/siting'
import { exactAnswer, sitingQuery } from '../../../features/scenarios/siting.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { useJob, useJobResult } from '../../../live/jobs.ts'
import { usePlanner } from '../use-planner.ts'
import { useDrawnSpots } from './drawn-spots.ts'
import { questionOf } from './siting-search.ts'

/** The question as it stands and the answer shown: the proved one once its job is done, else the quick one. */
export function useSiting(): {
  readonly question: SitingQuestion | null
  readonly answer: SitingReply | null
  readonly isAsking: boolean
  readonly error: unknown
  readonly again: () => void
} {
  const { code } = useCounty()
  const { search } = usePlanner()
  const question = questionOf(search, useDrawnSpots())
  const quick = useQuery(sitingQuery(code, question))
  const job = useJob(search.proof ?? null)
  const proved = exactAnswer(useJobResult(job))
  return {
    question,
    answer: question === null ? null : (proved ?? quick.data ?? null),
    isAsking: quick.isFetching,
    error: quick.error,
    again: () => void quick.refetch(),
  }
}
