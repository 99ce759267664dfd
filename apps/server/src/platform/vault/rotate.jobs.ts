import { z } from 'zod'
import type { CountyDb } from '../db/db.ts'
import { defineJob, type JobContext, type JobKind } from '../jobs/job-kind.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { addKey } from './county-keys.ts'
import { type Family, familyOf } from './purposes.ts'
import type { SealedColumn } from './sealed-column.ts'
import { cellsToReseal, replaceCell, type SealedCell } from './sealed-columns.sql.ts'
import { SealError } from './sealed-value.ts'
import { keyRows } from './vault.sql.ts'
import type { Vault, Vaults } from './vaults.ts'

/**
 * A change of data keys: each family that seals values gets a fresh key, and every registered column is sealed again under
 * it, batch by batch. A run that was killed goes on: a family that has a key younger than the order has its fresh one, and a
 * cell that is under it is passed over. Old keys stay, so what is written meanwhile and what lies in a backup opens.
 */
const ROTATE_JOB = 'vault-rotate'
const SEALING = ['personal', 'health', 'secret'] as const satisfies readonly Family[]
const BATCH = 200
/** Longer than any process goes without looking for fresh keys. */
const YOUNG_SECONDS = 20
const LOOK_MS = 500

const rotateInput = z.object({ newestKey: z.number().int(), youngSeconds: z.number().min(0).max(3600) })
type RotateInput = z.infer<typeof rotateInput>

export interface RotateDeps {
  readonly vaults: Vaults
  readonly columns: readonly SealedColumn[]
}

export function vaultJobKinds(deps: RotateDeps): readonly JobKind[] {
  return [
    defineJob<RotateInput>({
      kind: ROTATE_JOB,
      parse: (input) => rotateInput.parse(input),
      run: (context) => rotate(deps, context),
    }),
  ]
}

/** Orders it; the keys that are there now are the old ones. */
export async function startRotation(
  { jobs, vaults }: { jobs: Jobs; vaults: Vaults },
  county: CountyDb,
  youngSeconds = YOUNG_SECONDS,
): Promise<string> {
  await vaults.of(county)
  return county.transact(async (tx) => {
    const newestKey = Math.max(...(await keyRows(tx)).map(({ id }) => id))
    return jobs.enqueue(tx, county.code, ROTATE_JOB, { newestKey, youngSeconds } satisfies RotateInput)
  })
}

async function rotate(deps: RotateDeps, context: JobContext<RotateInput>): Promise<Record<string, unknown>> {
  const { county, input, signal } = context
  context.report(0, '制作新的数据密钥')
  for (const family of SEALING) await addKey(county, deps.vaults.masters, { family, ...input })
  const vault = await usableVault(deps, context)
  const resealed: Record<string, number> = {}
  const unopened: string[] = []
  for (const [at, column] of deps.columns.entries()) {
    context.report(0.1 + (0.9 * at) / deps.columns.length, `重新加密 ${column.table}.${column.column}`)
    let count = 0
    let after: string | undefined
    for (;;) {
      signal.throwIfAborted()
      const keyId = vault.sealingKey(familyOf(column.purpose))
      const cells = await cellsToReseal(county.db, column, { after, keyId, limit: BATCH })
      const done = await reseal(county, vault, column, cells)
      count += done.count
      unopened.push(...done.unopened)
      after = cells.at(-1)?.key
      if (cells.length < BATCH) break
    }
    resealed[`${column.table}.${column.column}`] = count
  }
  return { resealed, unopened }
}

/** Once every process knows the fresh keys. */
async function usableVault({ vaults }: RotateDeps, context: JobContext<RotateInput>): Promise<Vault> {
  const { county, input, signal } = context
  for (;;) {
    signal.throwIfAborted()
    const vault = await vaults.readAgain(county)
    if (SEALING.every((family) => vault.sealingKey(family) > input.newestKey)) return vault
    context.report(0.05, '等所有进程认得新密钥')
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** A cell that does not open is left as it is and named: it was changed by hand, and no key makes it right. */
async function reseal(
  county: CountyDb,
  vault: Vault,
  column: SealedColumn,
  cells: readonly SealedCell[],
): Promise<{ count: number; unopened: readonly string[] }> {
  const unopened: string[] = []
  const fresh = cells.flatMap((cell) => {
    try {
      const plain = vault.open(column.purpose, cell.subjectId, cell.sealed)
      return [{ cell, sealed: vault.seal(column.purpose, cell.subjectId, plain) }]
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      unopened.push(`${column.table}.${column.column} ${cell.key}`)
      return []
    }
  })
  const count = await county.transact(async (tx) => {
    let replaced = 0
    for (const { cell, sealed } of fresh) if (await replaceCell(tx, column, cell, sealed)) replaced++
    return replaced
  })
  return { count, unopened }
}
