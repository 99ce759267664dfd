import type { CountyDb } from '../db/db.ts'
import { mustHold } from './county-keys.ts'
import {
  type MasterKeys,
  masterKeyFile,
  masterKeysFrom,
  newMasterKey,
  readMasterKeys,
  replaceMasterKeys,
} from './master-keys.ts'
import { unwrapKey, wrapKey } from './sealed-value.ts'
import { keyRows, lockKeys, setWrapped } from './vault.sql.ts'

/**
 * A change of the master key: every data key is wrapped anew, no value is touched. With a key file the fresh key is written
 * in front of the old one first, and the old one goes when nothing is wrapped in it: whenever a run is killed, both are there
 * and the next run goes on. With `VAULT_KEY` the operator does the same by hand: `new,old`, this command, `new`.
 *
 * @returns how many data keys were wrapped anew
 */
export async function changeMasterKey(options: {
  dataDir: string
  vaultKey: string | undefined
  counties: readonly CountyDb[]
}): Promise<number> {
  const { dataDir, vaultKey, counties } = options
  if (vaultKey !== undefined) return rewrapAll(counties, masterKeysFrom(vaultKey, 'VAULT_KEY'))
  const file = masterKeyFile(dataDir)
  const before = await readMasterKeys(file)
  if (before === undefined) return 0
  if (before.byId.size === 1) await replaceMasterKeys(file, [newMasterKey(), before.current])
  const both = (await readMasterKeys(file)) ?? before
  const count = await rewrapAll(counties, both)
  await replaceMasterKeys(file, [both.current])
  return count
}

async function rewrapAll(counties: readonly CountyDb[], masters: MasterKeys): Promise<number> {
  let count = 0
  for (const county of counties) count += await rewrap(county, masters)
  return count
}

function rewrap(county: CountyDb, masters: MasterKeys): Promise<number> {
  const { current } = masters
  return county.transact(async (tx) => {
    await lockKeys(tx)
    const rows = (await keyRows(tx)).filter((row) => row.masterId !== current.id)
    for (const row of rows) {
      const binding = [county.code, row.family]
      const key = unwrapKey(mustHold(county.code, row, masters).key, row.wrapped, binding)
      await setWrapped(tx, row.id, { wrapped: wrapKey(current.key, key, binding), masterId: current.id })
    }
    return rows.length
  })
}
