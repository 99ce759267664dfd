import { randomBytes } from 'node:crypto'
import { ConfigError } from '../config/config.ts'
import type { CountyDb } from '../db/db.ts'
import type { CountyVault, DataKey } from './county-vault.ts'
import {
  type MasterKey,
  type MasterKeys,
  makeMasterKeys,
  masterKeyFile,
  masterKeysFrom,
  readMasterKeys,
} from './master-keys.ts'
import { FAMILIES, type Family } from './purposes.ts'
import { SealError, unwrapKey, wrapKey } from './sealed-value.ts'
import { insertKey, type KeyRow, keyRows, lockKeys } from './vault.sql.ts'

export interface VaultOptions {
  readonly dataDir: string
  /** of the configuration; without it the key lies in a file of the data folder */
  readonly vaultKey: string | undefined
  readonly counties: () => Promise<readonly CountyDb[]>
}

/** The master keys of this process, read when first needed and again when they do not open a key. */
export interface Masters {
  get(): Promise<MasterKeys>
  readAgain(): Promise<MasterKeys>
}

export function openMasters(options: VaultOptions): Masters {
  let reading: Promise<MasterKeys> | undefined

  function readAgain(): Promise<MasterKeys> {
    reading = findMasters(options).catch((error: unknown) => {
      reading = undefined
      throw error
    })
    return reading
  }
  return { get: () => reading ?? readAgain(), readAgain }
}

/** @throws ConfigError when keys are in use and their master key is not here: another one would open nothing */
async function findMasters({ dataDir, vaultKey, counties }: VaultOptions): Promise<MasterKeys> {
  if (vaultKey !== undefined) return masterKeysFrom(vaultKey, 'VAULT_KEY')
  const file = masterKeyFile(dataDir)
  const found = await readMasterKeys(file)
  if (found !== undefined) return found
  for (const county of await counties()) {
    const rows = await keyRows(county.db)
    if (rows.length === 0) continue
    // Another first start makes the file before it writes a row: the rows may be younger than our look for the file.
    const made = await readMasterKeys(file)
    if (made !== undefined) return made
    throw new ConfigError(
      `${file} is missing, and ${county.code} holds values sealed under master key ${rows[0]?.masterId}. ` +
        'Put the file back from your backup, or set VAULT_KEY. Nothing was changed.',
    )
  }
  return makeMasterKeys(file)
}

/** The county's data keys, opened; families without one get their first. */
export async function countyKeys(county: CountyDb, masters: Masters, known: CountyVault): Promise<readonly DataKey[]> {
  const rows = await keyRows(county.db)
  const isComplete = FAMILIES.every((family) => rows.some((row) => row.family === family))
  return openAll(county, isComplete ? rows : await makeFirstKeys(county, masters), masters, known)
}

async function makeFirstKeys(county: CountyDb, masters: Masters): Promise<readonly KeyRow[]> {
  const { current } = await masters.get()
  return county.transact(async (tx) => {
    await lockKeys(tx)
    const rows = await keyRows(tx)
    for (const row of rows) mustHold(county.code, row, await masters.get())
    for (const family of FAMILIES)
      if (!rows.some((row) => row.family === family)) await insertKey(tx, newKey(county.code, family, current))
    return keyRows(tx)
  })
}

/** A first key is in use at once: no process has looked at the county and found none. */
function newKey(
  county: string,
  family: Family,
  master: MasterKey,
): { family: Family; wrapped: Buffer; masterId: string; usableInSeconds: number } {
  return {
    family,
    wrapped: wrapKey(master.key, randomBytes(32), [county, family]),
    masterId: master.id,
    usableInSeconds: 0,
  }
}

/** A fresh key for the family, unless one was made since `newestKey`; young for as long as every process needs to hear of it. */
export async function addKey(
  county: CountyDb,
  masters: Masters,
  order: { family: Family; newestKey: number; youngSeconds: number },
): Promise<void> {
  const { current } = await masters.get()
  await county.transact(async (tx) => {
    await lockKeys(tx)
    const rows = await keyRows(tx)
    for (const row of rows) mustHold(county.code, row, await masters.get())
    if (rows.some((row) => row.family === order.family && row.id > order.newestKey)) return
    await insertKey(tx, { ...newKey(county.code, order.family, current), usableInSeconds: order.youngSeconds })
  })
}

async function openAll(
  county: CountyDb,
  rows: readonly KeyRow[],
  masters: Masters,
  known: CountyVault,
): Promise<readonly DataKey[]> {
  let keys = await masters.get()
  const keysOf: DataKey[] = []
  for (const row of rows) {
    const family = FAMILIES.find((each) => each === row.family)
    if (family === undefined) throw new Error(`vault_key ${row.id} of ${county.code} is of the family ${row.family}`)
    const before = known.known(row.id)
    if (before === undefined && !keys.byId.has(row.masterId)) keys = await masters.readAgain()
    const key = before?.key ?? openKey(county.code, { ...row, family }, keys)
    keysOf.push({ id: row.id, family, key, isUsable: row.isUsable })
  }
  return keysOf
}

/** @throws ConfigError naming the place of the key and both fingerprints */
export function mustHold(county: string, row: KeyRow, masters: MasterKeys): MasterKey {
  const master = masters.byId.get(row.masterId)
  if (master !== undefined) return master
  throw new ConfigError(
    `${masters.where} holds master key ${[...masters.byId.keys()].join(', ')}; the values of ${county} are sealed under ` +
      `${row.masterId}. Put that key there. Nothing was changed.`,
  )
}

/** @throws ConfigError naming the place of the key */
function openKey(county: string, row: KeyRow, masters: MasterKeys): Buffer {
  const master = mustHold(county, row, masters)
  try {
    return unwrapKey(master.key, row.wrapped, [county, row.family])
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new ConfigError(
      `key ${row.id} in vault_key of ${county} does not open under master key ${master.id} of ${masters.where}: the row was ` +
        'changed or copied from elsewhere. Restore vault_key from a backup. Nothing was changed.',
      { cause: error },
    )
  }
}
