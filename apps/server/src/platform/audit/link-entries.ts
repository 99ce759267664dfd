import type { CountyDb } from '../db/db.ts'
import type { Vault } from '../vault/vaults.ts'
import { type Head, insertLinks, lastLink, queuedEntries, tryLockChain } from './audit.sql.ts'
import { chainMac, contentMac, type Mark, START } from './chain.rules.ts'
import type { Heads } from './heads.ts'

const BATCH = 500

/**
 * Chains what was committed since the last round and writes the chain's end down outside the database. Entries are taken in
 * the order of their ids as far as they are committed; one that commits late is linked later. After a kill the next round
 * goes on: a link and its place in the queue are one transaction.
 *
 * @returns how many were linked
 */
export async function linkEntries(
  county: CountyDb,
  { vault, heads, now }: { vault: Vault; heads: Pick<Heads, 'append'>; now: Date },
): Promise<number> {
  const mark: Mark = (parts) => vault.anchor(parts)
  let linked = 0
  for (;;) {
    const count = await linkBatch(county, mark)
    linked += count
    if (count < BATCH) break
  }
  const head = await lastLink(county.db)
  if (head !== undefined) await heads.append(vault, county.code, head, now)
  return linked
}

function linkBatch(county: CountyDb, mark: Mark): Promise<number> {
  return county.transact(async (tx) => {
    if (!(await tryLockChain(tx))) return 0
    const queued = await queuedEntries(tx, BATCH)
    if (queued.length === 0) return 0
    let head: Head = (await lastLink(tx)) ?? { seq: 0, chainMac: START }
    const links = queued.map((entry) => {
      // Whoever takes an entry out before it is linked leaves its place: the link then stands for nothing, and verify says so.
      const content = contentMac(mark, entry.content ?? [])
      const link = { seq: head.seq + 1, entryId: entry.id, contentMac: content }
      const chained = { ...link, chainMac: chainMac(mark, head.chainMac, link) }
      head = chained
      return chained
    })
    await insertLinks(tx, links)
    return links.length
  })
}
