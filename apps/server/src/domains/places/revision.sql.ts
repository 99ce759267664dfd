import type { Db, Tx } from '../../platform/db/db.ts'

/** Rises with every change to places, buildings, areas or the network. */
export async function currentRevision(db: Db): Promise<number> {
  const row = await db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()
  return row.revision
}

/** To be called in the transaction of the change: readers see the new rows and the new revision together. */
export async function raiseRevision(tx: Tx): Promise<number> {
  const row = await tx
    .updateTable('place_revision')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .returning('revision')
    .executeTakeFirstOrThrow()
  return row.revision
}
