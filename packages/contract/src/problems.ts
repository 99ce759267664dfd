import { z } from 'zod'

/**
 * Every refusal of the API, in one list. Replies are RFC 9457 `application/problem+json`; `code` is one of these.
 * The server's table gives each its status and title; a code without a row there does not compile.
 */
export const PROBLEM_CODES = [
  'bad-request',
  'invalid-input',
  'not-found',
  'gone',
  'method-not-allowed',
  'not-acceptable',
  'unauthorised',
  'forbidden',
  'conflict',
  'version-conflict',
  'payload-too-large',
  'unsupported-media-type',
  'uri-too-long',
  'too-many-requests',
  'busy',
  'database-unavailable',
  'storage-full',
  'internal',
  'county-not-found',
  'county-exists',
  'network-missing',
  'off-network',
  'import-format',
  'import-limits',
  'import-state',
  'import-datum',
  'area-boundary',
  'standard-invalid',
  'standard-immutable',
  'evaluation-impossible',
  'job-cancelled',
  'request-at-work',
  'idempotency-mismatch',
  'sign-in-wanted',
  'sign-in-refused',
  'second-factor-wanted',
  'second-factor-refused',
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** One thing that is wrong with one part of the input. */
export const problemDetail = z.object({
  /** JSON pointer, column name or row number: where it is */
  where: z.string(),
  /** what is wrong, in a sentence */
  message: z.string(),
  /** what to do about it */
  remedy: z.string().optional(),
})

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  instance: z.string().optional(),
  traceId: z.string(),
  errors: z.array(problemDetail).optional(),
})

export type ProblemReply = z.infer<typeof problem>
