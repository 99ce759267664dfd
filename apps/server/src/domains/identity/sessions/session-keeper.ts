import type { CountyDb } from '../../../platform/db/db.ts'
import type { Principal } from './principal.ts'
import { grantsInForce, SEEN_EVERY_SECONDS, secondFactorState } from './session.rules.ts'
import { isToken, tokenHash } from './session-token.ts'
import { markSeen, type StandingSession, standingSession } from './sessions.sql.ts'

/**
 * Whose a token is, asked of the database at most once a second for each session and process. So a session that was ended, or
 * a role that was taken away, lives on for at most REMEMBER_MS in other processes; in the process that did it `forget` makes
 * that nothing, also for answers that are still under way from the database.
 */
const REMEMBER_MS = 900
const MOST = 20_000

export interface SessionKeeper {
  /** undefined: no such session, or it has ended */
  find(county: CountyDb, token: string | undefined): Promise<Principal | undefined>
  /** After a commit that ended sessions or changed what people may do. */
  forget(): void
}

interface Kept {
  readonly until: number
  readonly principal: Promise<Principal | undefined>
}

export function createSessionKeeper(now: () => Date): SessionKeeper {
  let kept = new Map<string, Kept>()

  function keep(key: string, entry: Kept): void {
    // In order of arrival: the first are the oldest, and over time all of them are stale.
    for (const [each, { until }] of kept) {
      if (until > performance.now() && kept.size < MOST) break
      kept.delete(each)
    }
    kept.set(key, entry)
  }

  async function load(county: CountyDb, hash: Buffer): Promise<Principal | undefined> {
    const found = await standingSession(county.committed, hash, now())
    if (found === undefined) return undefined
    if (now().getTime() - found.seenAt.getTime() > SEEN_EVERY_SECONDS * 1000)
      await county.transact((tx) => markSeen(tx, found.id, now()))
    return principalOf(county.code, found)
  }

  return {
    async find(county, token) {
      if (!isToken(token)) return undefined
      const hash = tokenHash(county.code, token)
      const key = `${county.code} ${hash.toString('base64')}`
      const known = kept.get(key)
      if (known !== undefined && known.until > performance.now()) return known.principal
      kept.delete(key)
      const mine = kept
      const principal = load(county, hash)
      keep(key, { until: performance.now() + REMEMBER_MS, principal })
      try {
        const found = await principal
        // Made-up tokens fill no memory.
        if (found === undefined) mine.delete(key)
        return found
      } catch (error) {
        mine.delete(key)
        throw error
      }
    },
    forget() {
      kept = new Map()
    },
  }
}

function principalOf(county: string, found: StandingSession): Principal {
  const inForce = grantsInForce(found.grants, found.factor)
  return {
    county,
    partyId: found.partyId,
    name: found.name,
    sessionId: found.id,
    grants: inForce,
    withheld: found.grants.filter((grant) => !inForce.includes(grant)),
    shownFactor: found.factor,
    factors: found.factors,
    secondFactor: secondFactorState({ grants: found.grants, shown: found.factor, setUp: found.factors }),
    mayEnrolUntil: found.mayEnrolUntil,
  }
}
