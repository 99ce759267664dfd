import { sql } from 'kysely'
import type { Db, Tx } from '../db/db.ts'

export interface KeyOfActor {
  readonly actor: string
  readonly key: string
}

/** A reply as it left: `body` is its text, as sent before compression. */
export interface KeptReply {
  readonly fingerprint: Buffer
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export async function keptReply(db: Db, { actor, key }: KeyOfActor): Promise<KeptReply | undefined> {
  return db
    .selectFrom('repeated_request')
    .select(['fingerprint', 'status', 'headers', 'body'])
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst()
    .then((row) => (row === undefined ? undefined : { ...row, headers: headersOf(row.headers) }))
}

function headersOf(stored: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(stored ?? {}).map(([name, value]) => [name, String(value)]))
}

/** False when another transaction works under this key at this moment. Held until the transaction ends. */
export async function claimKey(tx: Tx, schema: string, { actor, key }: KeyOfActor): Promise<boolean> {
  const name = JSON.stringify([schema, actor, key])
  const reply = await sql<{ isOurs: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as "isOurs"`.execute(tx)
  return reply.rows[0]?.isOurs === true
}

export async function keepReply(tx: Tx, { actor, key }: KeyOfActor, reply: KeptReply): Promise<void> {
  await tx
    .insertInto('repeated_request')
    .values({ actor, key, ...reply, headers: JSON.stringify(reply.headers) })
    .execute()
}

/** What is kept of one person's requests: when, and what they were answered. */
export async function repliesTo(db: Db, actor: string): Promise<readonly { createdAt: Date; body: string }[]> {
  return db
    .selectFrom('repeated_request')
    .select(['created_at as createdAt', 'body'])
    .where('actor', '=', actor)
    .orderBy('created_at')
    .execute()
}

export async function forgetRepliesTo(tx: Tx, actor: string): Promise<void> {
  await tx.deleteFrom('repeated_request').where('actor', '=', actor).execute()
}

export async function forgetReplies(tx: Tx, before: Date): Promise<number> {
  const gone = await tx.deleteFrom('repeated_request').where('created_at', '<', before).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
