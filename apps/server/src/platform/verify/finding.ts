/** What one check of `xiayi verify` saw in one county. No fault means the invariant holds. */
export interface Finding {
  readonly county: string
  readonly check: string
  /** how many rows, files or events were looked at: a check that saw nothing proves nothing */
  readonly examined: number
  readonly faults: readonly string[]
}
