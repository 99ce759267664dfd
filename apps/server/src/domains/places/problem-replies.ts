import { problem } from '@xiayi/contract/problems'

/** What every route may answer besides its reply: RFC 9457, described once. Spread into a route's `response`. */
const refusal = problem.describe('application/problem+json (RFC 9457)')

export const PROBLEM_REPLIES = { '4xx': refusal, '5xx': refusal } as const
