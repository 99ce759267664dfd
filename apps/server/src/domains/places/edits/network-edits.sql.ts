import { type NetworkEditContent, type NetworkEditRow, networkEditContent } from '@xiayi/contract/network-edits'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'

export type EditKind = NetworkEditRow['kind']

export interface StoredEdit {
  readonly id: string
  readonly number: number
  readonly kind: EditKind
  readonly content: NetworkEditContent | null
  readonly undoes: string | null
  readonly via: 'import' | 'desk'
  readonly by: string | null
  readonly why: string | null
  readonly at: Date
  readonly seenVersion: string
  readonly madeVersion: string
}

/** All of them, in the order of their numbers. */
export async function allNetworkEdits(db: Db): Promise<readonly StoredEdit[]> {
  const reply = await sql<Omit<StoredEdit, 'content'> & { content: unknown }>`
    select id, number, kind, content, undoes, changed_via as via, changed_by as by, why, made_at as at,
           seen_version as "seenVersion", made_version as "madeVersion"
      from network_edit order by number`.execute(db)
  return reply.rows.map((row) => ({
    ...row,
    content: row.kind === 'undo' ? null : networkEditContent.parse(row.content),
  }))
}

export async function insertNetworkEdit(
  tx: Tx,
  edit: Omit<StoredEdit, 'id' | 'at'> & { readonly id: string },
): Promise<void> {
  await tx
    .insertInto('network_edit')
    .values({
      id: edit.id,
      number: edit.number,
      kind: edit.kind,
      content: JSON.stringify(edit.content ?? {}),
      undoes: edit.undoes,
      changed_via: edit.via,
      changed_by: edit.by,
      why: edit.why,
      seen_version: edit.seenVersion,
      made_version: edit.madeVersion,
    })
    .execute()
}

/** One at a time changes a county's network. Held until the transaction ends. */
export async function lockNetwork(tx: Tx, county: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`places network ${county}`}, 0))`.execute(tx)
}
