import type { CountyDb } from '../db/db.ts'
import type { Log } from '../log/log.ts'
import type { Problem } from '../problem/problem.ts'

export interface JobContext<Input> {
  readonly county: CountyDb
  readonly jobId: string
  readonly input: Input
  readonly signal: AbortSignal
  readonly log: Log
  /** share done, 0..1, and what is being done, in Chinese */
  report(share: number, stage: string): void
}

interface JobDefinition<Input> {
  readonly kind: string
  /** what was enqueued, checked: a job may be older than the program that runs it */
  parse(input: unknown): Input
  run(context: JobContext<Input>): Promise<Record<string, unknown>>
  /** after a failure or a cancellation, to leave nothing half-done */
  onFailure?(context: { county: CountyDb; input: Input; problem: Problem }): Promise<void>
}

/** A kind whose input type is closed over, so that kinds of different inputs stand in one list. */
export interface JobKind {
  readonly kind: string
  run(context: JobContext<unknown>): Promise<Record<string, unknown>>
  onFailure(context: { county: CountyDb; input: unknown; problem: Problem }): Promise<void>
}

export function defineJob<Input>(definition: JobDefinition<Input>): JobKind {
  return {
    kind: definition.kind,
    run: (context) => definition.run({ ...context, input: definition.parse(context.input) }),
    onFailure: async (context) => definition.onFailure?.({ ...context, input: definition.parse(context.input) }),
  }
}
