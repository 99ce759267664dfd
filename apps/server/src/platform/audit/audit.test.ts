import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../app/test-app.ts'
import type { Tx } from '../db/db.ts'
import type { Vault } from '../vault/vaults.ts'
import { type AuditEntry, appendAudit } from './audit.ts'
import { Heads } from './heads.ts'
import { linkEntries } from './link-entries.ts'
import { type AuditVerdict, verifyAudit } from './verify-audit.ts'

let app: TestApp
let vault: Vault
let folder: string
let heads: Heads

beforeAll(async () => {
  app = await openTestApp()
  vault = await app.services.vaults.of(app.county)
  folder = join(app.services.config.dataDir, 'audit')
})
afterAll(() => app.close())
beforeEach(async () => {
  await tamper((tx) => sql`truncate audit_entry, audit_link, audit_queue restart identity`.execute(tx))
  await rm(folder, { recursive: true, force: true })
  heads = new Heads(folder)
})

const tamper = (work: (tx: Tx) => Promise<unknown>) => app.county.transact(work)
const link = () => linkEntries(app.county, { vault, heads, now: new Date() })
const verify = (): Promise<AuditVerdict> => verifyAudit(app.county, { vault, heads })

function entryOf(at: number): AuditEntry {
  return {
    actor: `clerk-${at % 3}`,
    principal: at % 2 === 0 ? 'mother' : undefined,
    channel: 'page',
    action: at % 4 === 0 ? 'phone.unmask' : 'trial.take',
    subject: { kind: 'person', id: `person-${at}` },
    purpose: at % 4 === 0 ? 'call-back' : undefined,
    details: { b: at, a: '䶮' },
  }
}

const append = (...entries: readonly AuditEntry[]) =>
  app.county.transact(async (tx) => {
    for (const entry of entries) await appendAudit(tx, entry)
  })

/** Twelve entries in three rounds, so with three heads outside. */
async function twelve(): Promise<void> {
  for (let at = 0; at < 12; at += 4) {
    await append(...[0, 1, 2, 3].map((by) => entryOf(at + by)))
    await link()
  }
}

describe('the log', () => {
  test('is sound while it is empty, while entries wait, and after each round', async () => {
    expect(await verify()).toMatchObject({ isSound: true, examined: 0, heads: 0 })
    await append(entryOf(1), entryOf(2))
    expect(await verify()).toMatchObject({ isSound: true, examined: 0, waiting: 2 })
    expect(await link()).toBe(2)
    expect(await verify()).toEqual({
      county: 'test',
      isSound: true,
      examined: 2,
      heads: 1,
      waiting: 0,
      firstBad: null,
      faults: [],
    })
    expect(await link()).toBe(0)
    expect(await verify()).toMatchObject({ isSound: true, heads: 1 })
  })
  test('holds an entry exactly when its deed was committed', async () => {
    await expect(
      app.county.transact(async (tx) => {
        await appendAudit(tx, entryOf(1))
        throw new Error('the deed failed')
      }),
    ).rejects.toThrow('the deed failed')
    expect(await link()).toBe(0)
  })
  test('chains each entry once, whoever writes and however many chain at once', async () => {
    await Promise.all([
      ...Array.from({ length: 40 }, (_, at) => append(entryOf(at), entryOf(at + 100))),
      ...Array.from({ length: 6 }, () => link()),
    ])
    await link()
    expect(await verify()).toMatchObject({ isSound: true, examined: 80, waiting: 0 })
  })
  test('does not wait for a writer who takes long, and links their entry when it is there', async () => {
    let finish = (): void => undefined
    const slow = app.county.transact(async (tx) => {
      await appendAudit(tx, entryOf(1))
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await append(entryOf(2))
    expect(await link()).toBe(1)
    finish()
    await slow
    expect(await link()).toBe(1)
    expect(await verify()).toMatchObject({ isSound: true, examined: 2 })
  })
  test('killed between a commit and its head, writes the head in the next round', async () => {
    await append(entryOf(1))
    await linkEntries(app.county, {
      vault,
      heads: { append: () => Promise.reject(new Error('killed')) },
      now: new Date(),
    }).catch(() => undefined)
    expect(await verify()).toMatchObject({ isSound: true, examined: 1, heads: 0 })
    expect(await link()).toBe(0)
    expect(await verify()).toMatchObject({ isSound: true, heads: 1 })
  })
  test('that waits too long for its link is a fault', async () => {
    await append(entryOf(1))
    await tamper((tx) => sql`update audit_entry set at = at - interval '1 hour'`.execute(tx))
    expect((await verify()).faults.join()).toMatch(/1 entries wait for their link, the oldest for 3[56]\d\d s/)
  })
})

describe('whoever owns the database and rewrites the log is found:', () => {
  test.each<[string, number, (tx: Tx) => Promise<unknown>, RegExp]>([
    [
      'an actor changed',
      5,
      (tx) => sql`update audit_entry set actor = 'x' where id = 5`.execute(tx),
      /entry 5 of link 5 was changed/,
    ],
    [
      'a null made empty',
      2,
      (tx) => sql`update audit_entry set principal = '' where id = 2`.execute(tx),
      /entry 2 of link 2 was changed/,
    ],
    [
      'a microsecond changed',
      7,
      (tx) => sql`update audit_entry set at = at + interval '1 microsecond' where id = 7`.execute(tx),
      /entry 7 of link 7 was changed/,
    ],
    [
      'details changed',
      3,
      (tx) => sql`update audit_entry set details = details || '{"b": 9}' where id = 3`.execute(tx),
      /entry 3 /,
    ],
    [
      'an entry deleted',
      6,
      (tx) => sql`delete from audit_entry where id = 6`.execute(tx),
      /entry 6 of link 6 was deleted/,
    ],
    [
      'an entry deleted with its link',
      6,
      async (tx) => {
        await sql`delete from audit_entry where id = 6`.execute(tx)
        await sql`delete from audit_link where seq = 6`.execute(tx)
      },
      /link 6 is missing: records were deleted/,
    ],
    [
      'a gap closed by renumbering',
      6,
      async (tx) => {
        await sql`delete from audit_entry where id = 6`.execute(tx)
        await sql`delete from audit_link where seq = 6`.execute(tx)
        for (let seq = 7; seq <= 12; seq++)
          await sql`update audit_link set seq = seq - 1 where seq = ${seq}`.execute(tx)
      },
      /link 6 \(entry 7\) does not follow link 5/,
    ],
    [
      'two links traded',
      4,
      async (tx) => {
        await sql`update audit_link set seq = 99 where seq = 4`.execute(tx)
        await sql`update audit_link set seq = 4 where seq = 8`.execute(tx)
        await sql`update audit_link set seq = 8 where seq = 99`.execute(tx)
      },
      /link 4 \(entry 8\) does not follow link 3/,
    ],
    [
      'two entries traded',
      4,
      async (tx) => {
        await sql`alter table audit_entry alter column id drop identity`.execute(tx)
        await sql`update audit_entry set id = case id when 4 then -8 when 8 then -4 end where id in (4, 8)`.execute(tx)
        await sql`update audit_entry set id = -id where id < 0`.execute(tx)
        await sql`alter table audit_entry alter column id add generated always as identity`.execute(tx)
      },
      /entry 4 of link 4 was changed/,
    ],
    [
      'a link rewritten with what it stands for',
      9,
      (tx) => sql`update audit_link set content_mac = sha256('x'), chain_mac = sha256('y') where seq = 9`.execute(tx),
      /entry 9 of link 9 was changed/,
    ],
    [
      'a record inserted in the middle, as far as that can be done without the key',
      8,
      async (tx) => {
        for (let seq = 12; seq >= 8; seq--)
          await sql`update audit_link set seq = seq + 1 where seq = ${seq}`.execute(tx)
        await sql`insert into audit_entry (actor, channel, action, subject_kind, subject_id) values ('x', 'page', 'a.b', 'p', '1')`.execute(
          tx,
        )
        await sql`insert into audit_link (seq, entry_id, content_mac, chain_mac)
          select 8, max(id), sha256('x'), sha256('y') from audit_entry`.execute(tx)
      },
      /entry \d+ of link 8 was changed/,
    ],
    [
      'the tail cut within the last round',
      12,
      async (tx) => {
        await sql`delete from audit_link where seq = 12`.execute(tx)
        await sql`delete from audit_entry where id = 12`.execute(tx)
      },
      /the log ends at link 11, and reached link 12 on .*its tail was cut, or an older copy/,
    ],
    [
      'an older copy put back',
      5,
      async (tx) => {
        await sql`delete from audit_link where seq > 4`.execute(tx)
        await sql`delete from audit_entry where id > 4`.execute(tx)
      },
      /the log ends at link 4, and reached link 12/,
    ],
    [
      'everything deleted',
      1,
      (tx) => sql`truncate audit_entry, audit_link`.execute(tx),
      /the log ends at link 0, and reached link 12/,
    ],
  ])('%s', async (_, seq, work, what) => {
    await twelve()
    expect(await verify()).toMatchObject({ isSound: true, examined: 12, heads: 3 })
    await tamper(work)
    const verdict = await verify()
    expect(verdict.isSound).toBe(false)
    expect(verdict.firstBad).toMatchObject({ seq })
    expect(verdict.firstBad?.what).toMatch(what)
    expect(verdict.faults[0]).toBe(verdict.firstBad?.what)
  })
  test('an entry written past the program', async () => {
    await twelve()
    await tamper((tx) =>
      sql`insert into audit_entry (actor, channel, action, subject_kind, subject_id) values ('x', 'page', 'a.b', 'p', '1')`.execute(
        tx,
      ),
    )
    expect((await verify()).faults).toEqual([expect.stringMatching(/entry \d+ is in no chain/)])
  })
  test('an entry taken out before it was linked', async () => {
    await append(entryOf(1))
    await tamper((tx) => sql`delete from audit_entry`.execute(tx))
    await link()
    expect((await verify()).firstBad?.what).toMatch(/entry 1 of link 1 was deleted/)
  })
  test('the log cut and grown again past its old end', async () => {
    await twelve()
    await tamper(async (tx) => {
      await sql`delete from audit_link where seq > 6`.execute(tx)
      await sql`delete from audit_entry where id > 6`.execute(tx)
    })
    heads = new Heads(folder)
    await append(...Array.from({ length: 12 }, (_, at) => entryOf(at)))
    await link()
    expect((await verify()).firstBad?.what).toMatch(
      /link 8 \(entry 14\) is not the one that was written down at .*heads:2/,
    )
  })
})

describe('the heads outside', () => {
  const file = async () => join(folder, 'test', (await readdir(join(folder, 'test')))[0] ?? '')

  test('cannot be written without the key', async () => {
    await twelve()
    const path = await file()
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/^12 /m, '11 '))
    expect((await verify()).faults).toEqual([
      expect.stringMatching(/the head at .*heads:3 was not written by the program/),
    ])
  })
  test('survive a power cut in the middle of a line', async () => {
    await twelve()
    await appendFile(await file(), '13 abcdef')
    await append(entryOf(1))
    await link()
    expect(await verify()).toMatchObject({ isSound: true, examined: 13, heads: 4 })
  })
})

test('invariant 16: sound after any prefix of operations; any one change of any column of any record is found', async () => {
  const columns = ['actor', 'channel', 'action', 'subject_kind', 'subject_id', 'purpose', 'principal'] as const
  const operation = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 2, arbitrary: fc.constant({ do: 'link' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'fail' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.constantFrom(...columns),
      fc.constantFrom('link', 'change', 'delete'),
      async (operations, pick, column, how) => {
        await tamper((tx) => sql`truncate audit_entry, audit_link, audit_queue restart identity`.execute(tx))
        await rm(folder, { recursive: true, force: true })
        heads = new Heads(folder)
        let appended = 0
        for (const each of operations) {
          if (each.do === 'append') {
            await append(...Array.from({ length: each.count }, (_, by) => entryOf(appended + by)))
            appended += each.count
          } else if (each.do === 'link') await link()
          else if (each.do === 'restart') heads = new Heads(folder)
          else
            await app.county
              .transact(async (tx) => {
                await appendAudit(tx, entryOf(0))
                throw new Error('no')
              })
              .catch(() => 0)
          const verdict = await verify()
          expect(verdict).toMatchObject({ isSound: true })
          expect(verdict.examined + verdict.waiting).toBe(appended)
        }
        await append(entryOf(0))
        await link()
        const seq = 1 + (pick % (appended + 1))
        await tamper(async (tx) => {
          const id = sql`(select entry_id from audit_link where seq = ${seq})`
          if (how === 'delete') await sql`delete from audit_entry where id = ${id}`.execute(tx)
          else if (how === 'link')
            await sql`update audit_link set chain_mac = set_byte(chain_mac, ${pick % 32}, get_byte(chain_mac, ${pick % 32}) # 1) where seq = ${seq}`.execute(
              tx,
            )
          else
            await sql`update audit_entry set ${sql.ref(column)} = coalesce(${sql.ref(column)}, '') || 'x' where id = ${id}`.execute(
              tx,
            )
        })
        expect((await verify()).firstBad).toMatchObject({ seq })
      },
    ),
    { numRuns: 40 },
  )
})
