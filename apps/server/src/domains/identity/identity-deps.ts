import type { Config } from '../../platform/config/config.ts'
import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Vault, Vaults } from '../../platform/vault/vaults.ts'
import type { SessionKeeper } from './sessions/session-keeper.ts'

export interface IdentityFoundation {
  readonly config: Config
  readonly log: Log
  readonly counties: Counties
  readonly vaults: Vaults
}

export interface IdentityDeps extends IdentityFoundation {
  readonly sessions: SessionKeeper
  readonly now: () => Date
}

/** One use case's ground: whose tables, whose keys, and the moment it speaks of. */
export interface At {
  readonly county: CountyDb
  readonly vault: Vault
  readonly now: Date
}

/** @throws Problem county-not-found */
export async function groundOf(deps: IdentityDeps, code: string | undefined): Promise<At> {
  const county = await deps.counties.get(code, 'people')
  return { county, vault: await deps.vaults.of(county), now: deps.now() }
}
