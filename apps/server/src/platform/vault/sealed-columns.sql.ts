import { sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'
import type { SealedColumn } from './sealed-column.ts'

export interface SealedCell {
  readonly key: string
  readonly subjectId: string
  readonly sealed: Buffer
}

/** Cells after `after`, by key, that another key than `keyId` seals. Bytes 2 to 5 of a sealed value are its key's id. */
export async function cellsToReseal(
  db: Db,
  { table, key, column, subject }: SealedColumn,
  from: { after: string | undefined; keyId: number; limit: number },
): Promise<readonly SealedCell[]> {
  const beyond = from.after === undefined ? sql`true` : sql`${sql.ref(key)} > ${from.after}`
  const reply = await sql<SealedCell>`
    select ${sql.ref(key)}::text as key, ${sql.ref(subject)}::text as "subjectId", ${sql.ref(column)} as sealed
      from ${sql.table(table)}
     where ${beyond} and ${sql.ref(column)} is not null
       and substring(${sql.ref(column)} from 2 for 4) <> int4send(${from.keyId}::int4)
     order by ${sql.ref(key)} limit ${from.limit}`.execute(db)
  return reply.rows
}

/** False when somebody wrote the cell meanwhile: it then is sealed as that writer sealed it. */
export async function replaceCell(
  tx: Tx,
  { table, key, column }: SealedColumn,
  cell: SealedCell,
  sealed: Buffer,
): Promise<boolean> {
  const reply = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where ${sql.ref(key)} = ${cell.key} and ${sql.ref(column)} = ${cell.sealed}`.execute(tx)
  return reply.numAffectedRows === 1n
}

/** Columns that hold sealed values by their name. */
export async function columnsNamedSealed(db: Db): Promise<readonly string[]> {
  const reply = await sql<{ name: string }>`select table_name || '.' || column_name as name
      from information_schema.columns
     where table_schema = current_schema() and data_type = 'bytea' and column_name like '%\\_sealed' order by 1`.execute(
    db,
  )
  return reply.rows.map(({ name }) => name)
}
