import { auditChain, auditPage, auditVerdict } from '@xiayi/contract/audit'
import { jobStarted } from '@xiayi/contract/system'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KEYS, newPhone, openBrowser, signInAs } from '../domains/identity/browser-for-tests.ts'
import {
  firstAdministrator,
  forgetQuotas,
  newStaff,
  type TestStaff,
} from '../domains/identity/staff/staff-for-tests.ts'
import { appendAudit } from '../platform/audit/audit.ts'
import { linkEntries } from '../platform/audit/link-entries.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let app: TestApp
let admin: TestStaff
let regulator: TestStaff

beforeAll(async () => {
  app = await openTestApp({ ...KEYS, RATE_PER_MINUTE: '1000000' })
  admin = await firstAdministrator(app)
  regulator = await newStaff(app, admin.browser, 'regulator', '审计员')
  await app.county.transact(async (tx) => {
    for (let at = 0; at < 30; at++)
      await appendAudit(tx, {
        actor: at % 2 === 0 ? admin.partyId : '=cmd()',
        channel: 'page',
        action: at % 3 === 0 ? 'trial.take' : 'trial.answer',
        subject: { kind: 'trial', id: `t${at}` },
        details: { at },
      })
  })
}, 60_000)
afterAll(() => app.close())

const link = async () =>
  linkEntries(app.county, {
    vault: await app.services.vaults.of(app.county),
    heads: app.services.auditHeads,
    now: new Date(),
  })
const read = async (query: string) =>
  auditPage.parse((await regulator.browser.ask(`/api/audit/entries?${query}`)).body())

describe('the auditor', () => {
  test('reads page after page, each entry once, newest first, with the names of people', async () => {
    await link()
    const ids: number[] = []
    let cursor = ''
    do {
      const page = await read(`limit=7&action=trial.&cursor=${cursor}`.replace(/&cursor=$/, ''))
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? ''
    } while (cursor !== '')
    expect(ids).toHaveLength(30)
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    const [mine] = (await read(`limit=1&action=trial.take&actor=${admin.partyId}`)).items
    expect(mine).toMatchObject({ actorName: '王主任', action: 'trial.take', subject: { kind: 'trial' } })
    expect(mine?.seq).toBeGreaterThan(0)
  })
  test.each([
    ['subject=t7', 1],
    ['action=trial.take', 10],
    [`action=trial.&from=${encodeURIComponent('2000-01-01T00:00:00Z')}`, 30],
    [`action=trial.&to=${encodeURIComponent('2000-01-01T00:00:00Z')}`, 0],
  ])('filters by %s', async (query, count) => {
    expect((await read(`limit=100&${query}`)).items).toHaveLength(count)
  })
  test.each([
    ['proposal.decline', '提案：不采纳'],
    ['proposal.begin', '提案：新建'],
    ['phone.unmask', null],
  ])('calls the step %s by what its table says: %s', async (action, actionLabel) => {
    await app.county.transact((tx) =>
      appendAudit(tx, { actor: admin.partyId, channel: 'page', action, subject: { kind: 'step', id: action } }),
    )
    expect((await read(`limit=1&subject=${action}`)).items[0]).toMatchObject({ action, actionLabel })
  })
  test('leaves a line in the log by looking', async () => {
    const before = (await read('action=audit.read&limit=500')).items.length
    await read('subject=t1')
    const after = (await read('action=audit.read&limit=500')).items
    expect(after.length).toBeGreaterThan(before)
    expect(after[0]).toMatchObject({ actor: regulator.partyId, actorName: '审计员' })
  })
  test('exports what the filter shows, and no cell is a formula', async () => {
    const reply = await regulator.browser.ask('/api/audit/entries.csv?action=trial.')
    expect(reply.headers['content-type']).toContain('text/csv')
    expect(reply.text.trim().split('\r\n')).toHaveLength(31)
    expect(reply.text).toContain("'=cmd()")
    expect((await read('action=audit.export&limit=1')).items).toHaveLength(1)
  })
  test('has the chain proved, and is told the first bad record', async () => {
    await link()
    const chain = auditChain.parse((await regulator.browser.ask('/api/audit/chain')).body())
    expect(chain.linked).toBeGreaterThan(30)
    const verify = async () => {
      const reply = await regulator.browser.post('/api/audit/verify')
      expect(reply.status).toBe(202)
      return auditVerdict.parse((await app.jobEnd(jobStarted.parse(reply.body()).jobId)).result)
    }
    expect(await verify()).toMatchObject({ isSound: true, firstBad: null })
    await app.county.transact((tx) => tx.updateTable('audit_entry').set({ actor: 'x' }).where('id', '=', 5).execute())
    expect(await verify()).toMatchObject({ isSound: false, firstBad: { entryId: 5 } })
  })
})

describe('the log is refused', () => {
  const paths = ['/api/audit/entries', '/api/audit/entries.csv', '/api/audit/chain']
  test.each(paths)('to whoever is not signed in, or a resident: %s', async (path) => {
    expect((await openBrowser(app).ask(path)).status).toBe(401)
    await forgetQuotas(app)
    const resident = openBrowser(app)
    await signInAs(resident, newPhone())
    expect((await resident.ask(path)).status).toBe(403)
    expect((await resident.post('/api/audit/verify')).status).toBe(403)
  })
  test.each(['limit=0', 'cursor=x', 'from=yesterday', 'actor=%00'])(
    'when what is asked is not valid: %s',
    async (query) => {
      expect((await regulator.browser.ask(`/api/audit/entries?${query}`)).status).toBe(400)
    },
  )
})
