import type { CountyDb } from '../db/db.ts'
import { countyKeys, type Masters, openMasters, type VaultOptions } from './county-keys.ts'
import { CountyVault } from './county-vault.ts'
import type { Family, Purpose } from './purposes.ts'

/**
 * Values about people lie sealed in their columns. A master key, outside the database, wraps data keys, inside it; a data key
 * seals values. Every county has its own data keys, and so have health, the secrets of signing in and the blind index.
 *
 * Many processes share the keys. Each looks for news when its knowledge is older than 10 s, and a key is not used until
 * 20 s after it was made: whoever meets a value knows its key.
 */
export interface Vault {
  /** @param subjectId the row or person the value belongs to: it opens for no other */
  seal(purpose: Purpose, subjectId: string, plain: string): Buffer
  /** @throws SealError when the value was changed or belongs elsewhere */
  open(purpose: Purpose, subjectId: string, sealed: Buffer): string
  /** 32 bytes: equal exactly for equal canonical values of one purpose in one county. For columns that are looked up. */
  blindIndex(purpose: Purpose, canonical: string): Buffer
  /** 32 bytes over the parts, in order: for lists whose heads lie outside the database. */
  anchor(parts: readonly string[]): Buffer
  /** Which key seals values of the family now. */
  sealingKey(family: Family): number
}

export interface Vaults {
  /** A county's vault. Asked for outside a transaction: it may use a connection of its own. @throws ConfigError on a wrong master key */
  of(county: CountyDb): Promise<Vault>
  /** The same, with the keys as they are at this moment. */
  readAgain(county: CountyDb): Promise<Vault>
  /** The master keys of this process. */
  readonly masters: Masters
  /** Opens every county's keys, so that a wrong master key stops a start and not somebody's request. @throws ConfigError */
  prepare(): Promise<void>
}

const FRESH_MS = 10_000

interface Known {
  readonly vault: CountyVault
  readAt: number
  reading: Promise<void> | undefined
}

export function openVaults(options: VaultOptions): Vaults {
  const masters = openMasters(options)
  const known = new Map<string, Known>()

  async function read(county: CountyDb, entry: Known): Promise<void> {
    try {
      entry.vault.learn(await countyKeys(county, masters, entry.vault))
      entry.readAt = performance.now()
    } finally {
      entry.reading = undefined
    }
  }
  async function of(county: CountyDb): Promise<Vault> {
    const entry: Known = known.get(county.code) ?? {
      vault: new CountyVault(county.code),
      readAt: -Infinity,
      reading: undefined,
    }
    known.set(county.code, entry)
    if (performance.now() - entry.readAt > FRESH_MS) await (entry.reading ??= read(county, entry))
    return entry.vault
  }
  return {
    of,
    masters,
    async readAgain(county) {
      const entry = known.get(county.code)
      if (entry !== undefined) entry.readAt = -Infinity
      return of(county)
    },
    async prepare() {
      for (const county of await options.counties()) await of(county)
    },
  }
}
