import type { CountyDb } from '../db/db.ts'
import type { Vault } from '../vault/vaults.ts'
import type { Finding } from '../verify/finding.ts'
import { type Head, type LinkRow, linksAfter, strayEntries, waitingEntries } from './audit.sql.ts'
import { chainMac, contentMac, type Mark, START } from './chain.rules.ts'
import type { AnchoredHead, Heads } from './heads.ts'

const PAGE = 2000
const WAITING_SECONDS = 300

export interface AuditVerdict {
  readonly county: string
  readonly isSound: boolean
  /** links that were proved */
  readonly examined: number
  /** heads outside the database that were compared */
  readonly heads: number
  /** entries that wait for their link */
  readonly waiting: number
  /** the first record that is not as it was written: its place in the chain, its entry, and what is wrong */
  readonly firstBad: { readonly seq: number; readonly entryId: number | null; readonly what: string } | null
  readonly faults: readonly string[]
}

/**
 * Proves the log from its first link on, and that it reaches every head that was written down outside. Reads the heads first: a
 * log that grows meanwhile is longer than them, never shorter.
 */
export async function verifyAudit(
  county: CountyDb,
  { vault, heads, signal }: { vault: Vault; heads: Heads; signal?: AbortSignal },
): Promise<AuditVerdict> {
  const anchored = await heads.read(vault, county.code)
  const chain = await proveChain(county, (parts) => vault.anchor(parts), { anchored, signal })
  const strays = await strayEntries(county.db)
  const waiting = await waitingEntries(county.db)
  const forged = anchored.filter((head) => !head.isGenuine)
  const faults = [
    ...(chain.firstBad === null ? [] : [chain.firstBad.what]),
    ...strays.map((id) => `entry ${id} is in no chain: it was not appended by the program`),
    ...forged.map((head) => `the head at ${head.where} was not written by the program`),
    ...(waiting.oldestSeconds > WAITING_SECONDS
      ? [`${waiting.count} entries wait for their link, the oldest for ${Math.round(waiting.oldestSeconds)} s`]
      : []),
  ]
  return {
    county: county.code,
    isSound: faults.length === 0,
    examined: chain.examined,
    heads: anchored.length,
    waiting: waiting.count,
    firstBad: chain.firstBad,
    faults,
  }
}

export async function checkAudit(county: CountyDb, parts: { vault: Vault; heads: Heads }): Promise<Finding> {
  const { examined, faults } = await verifyAudit(county, parts)
  return { county: county.code, check: 'audit', examined, faults }
}

interface Proof {
  readonly examined: number
  readonly firstBad: AuditVerdict['firstBad']
}

async function proveChain(
  county: CountyDb,
  mark: Mark,
  given: { anchored: readonly AnchoredHead[]; signal: AbortSignal | undefined },
): Promise<Proof> {
  const headAt = new Map(given.anchored.filter((head) => head.isGenuine).map((head) => [head.seq, head]))
  let end: Head = { seq: 0, chainMac: START }
  for (;;) {
    given.signal?.throwIfAborted()
    const page = await linksAfter(county.db, end.seq, PAGE)
    for (const link of page) {
      const what = faultOf(mark, end, link) ?? headFault(headAt.get(link.seq), link)
      if (what !== undefined) {
        const isGap = link.seq !== end.seq + 1
        return { examined: end.seq, firstBad: { seq: end.seq + 1, entryId: isGap ? null : link.entryId, what } }
      }
      end = link
    }
    if (page.length < PAGE) break
  }
  const beyond = given.anchored.find((head) => head.isGenuine && head.seq > end.seq)
  if (beyond === undefined) return { examined: end.seq, firstBad: null }
  const last = given.anchored.reduce((most, head) => (head.isGenuine ? Math.max(most, head.seq) : most), 0)
  const what =
    `the log ends at link ${end.seq}, and reached link ${last} on ${beyond.at.toISOString()} (${beyond.where}): ` +
    'its tail was cut, or an older copy of the database was put back'
  return { examined: end.seq, firstBad: { seq: end.seq + 1, entryId: null, what } }
}

function faultOf(mark: Mark, before: Head, link: LinkRow): string | undefined {
  const wanted = before.seq + 1
  if (link.seq !== wanted)
    return `link ${wanted} is missing${link.seq === wanted + 1 ? '' : `, and those up to ${link.seq - 1}`}: records were deleted or reordered`
  if (link.content === null) return `entry ${link.entryId} of link ${link.seq} was deleted`
  if (!contentMac(mark, link.content).equals(link.contentMac))
    return `entry ${link.entryId} of link ${link.seq} was changed after it was written`
  if (!chainMac(mark, before.chainMac, link).equals(link.chainMac))
    return `link ${link.seq} (entry ${link.entryId}) does not follow link ${before.seq}: it was changed, reordered or inserted`
  return undefined
}

function headFault(head: AnchoredHead | undefined, link: LinkRow): string | undefined {
  if (head === undefined || head.chainMac.equals(link.chainMac)) return undefined
  return `link ${link.seq} (entry ${link.entryId}) is not the one that was written down at ${head.where}`
}
