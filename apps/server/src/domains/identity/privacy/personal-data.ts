import type { Tx } from '../../../platform/db/db.ts'
import type { At } from '../identity-deps.ts'

/** What one domain holds about a person. Each domain registers its own: a right over one's data reaches all of it. */
export interface PersonalData {
  /** heads its part of the exported file */
  readonly title: string
  collect(at: At, partyId: string): Promise<Readonly<Record<string, unknown>>>
  /** what must end before the person can leave, each with what to do; in the transaction of leaving */
  openMatters(tx: Tx, partyId: string): Promise<readonly string[]>
  erase(tx: Tx, partyId: string, at: At): Promise<void>
  /** what stays by law, and why */
  readonly kept: readonly string[]
}
