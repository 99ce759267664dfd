import { QueryClient } from '@tanstack/react-query'
import { RequestProblem } from '../live/request.ts'

const MINUTE = 60_000

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: MINUTE,
      gcTime: 30 * MINUTE,
      // A refusal is an answer; only a lost network and a server that says "later" are asked again.
      retry: (count, error) =>
        count < 2 && error instanceof RequestProblem && [0, 502, 503, 504].includes(error.status),
      refetchOnWindowFocus: false,
    },
  },
})
