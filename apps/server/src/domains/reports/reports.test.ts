import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problem } from '@xiayi/contract/problems'
import { report, reportPage } from '@xiayi/contract/reports'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createCounty } from '../../app/county.ts'
import { EXAMPLE_COUNTY } from '../../app/seed.ts'
import { openTestApp, openTestServer, type TestApp } from '../../app/test-app.ts'
import { checkFiles } from '../../platform/verify/platform-checks.ts'
import { Printer } from './print/printer.ts'
import { fileOf, made, order } from './report-client-for-tests.ts'
import { checkReports } from './reports.jobs.ts'
import { readSnapshot } from './snapshot.service.ts'

// Printing is a process of its own: on a machine under load it waits its turn.
vi.setConfig({ testTimeout: 60_000 })

let app: TestApp
let dataDir: string
let circleId: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xiayi-reports-'))
  app = await openTestApp({ DATA_DIR: dataDir }, EXAMPLE_COUNTY)
  // The 14 circles of the county's town are enough to print: its villages are no longer drawn.
  await sql`update area set retired_at = now() where kind = 'community' and not is_urban`.execute(app.county.db)
  await sql`update place_revision set revision = revision + 1`.execute(app.county.db)
  await createCounty(app.services, { code: 'empty', name: '空县', isExample: false })
  const row = await app.county.db
    .selectFrom('circle')
    .select('id')
    .where('is_urban', '=', true)
    .orderBy('name')
    .limit(1)
    .executeTakeFirstOrThrow()
  circleId = row.id
}, 120_000)
afterAll(async () => {
  await app.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function refused(body: unknown, query = '') {
  const reply = await app.app.inject({
    method: 'POST',
    url: `/api/reports${query}`,
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  return { status: reply.statusCode, problem: problem.parse(reply.json()) }
}

describe('a report that cannot be made is refused at once, in words', () => {
  test.each([
    ['an unknown circle', { kind: 'circle', subjectId: '00000000-0000-4000-8000-000000000000' }, 404, '没有编号为'],
    ['an id that is none', { kind: 'circle', subjectId: '../admin' }, 404, '没有编号为'],
    ['a circle report of no circle', { kind: 'circle' }, 400, '哪个生活圈'],
    ['an unknown format', { kind: 'county', format: 'ppt' }, 400, ''],
    ['an unknown kind', { kind: 'planet' }, 400, ''],
    ['a map in another format', { kind: 'map', format: 'docx' }, 400, '只有 PDF'],
    ['a name with a control character', { kind: 'county', by: '张\u0000三' }, 400, '控制字符'],
    ['an unknown standard', { kind: 'county', standardId: 'nothing' }, 404, '标准'],
  ])('%s', async (_name, body, status, words) => {
    const found = await refused(body)
    expect(found.status).toBe(status)
    expect(JSON.stringify(found.problem)).toContain(words)
  })

  test('a county that was never evaluated', async () => {
    const found = await refused({ kind: 'county' }, '?county=empty')
    expect([found.status, found.problem.code]).toEqual([422, 'evaluation-impossible'])
    expect(found.problem.detail).toContain('还没有评价过')
    expect((await refused({ kind: 'map' }, '?county=empty')).status).toBe(422)
  })
})

test('a report is listed, described and downloaded under its Chinese name, with its revision and how long it is kept', async () => {
  const { report: done, bytes } = await made(app, {
    kind: 'circle',
    subjectId: circleId,
    format: 'pdf',
    by: '商务局 张三',
  })
  expect(done).toMatchObject({
    state: 'succeeded',
    by: '商务局 张三',
    isExpired: false,
    bytes: bytes.length,
    subjectId: circleId,
  })
  expect(done.revision).toBeGreaterThan(0)
  const days = (Date.parse(done.expiresAt) - Date.parse(done.createdAt)) / 86_400_000
  expect(Math.round(days)).toBe(90)
  const reply = await fileOf(app, done.id)
  expect(reply.headers['content-type']).toBe('application/pdf')
  expect(reply.headers['content-disposition']).toBe(
    `attachment; filename="report.pdf"; filename*=UTF-8''${encodeURIComponent(done.fileName)}`,
  )
  expect(reply.headers['x-content-type-options']).toBe('nosniff')
  expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const list = reportPage.parse((await app.app.inject({ method: 'GET', url: '/api/reports?limit=1' })).json())
  expect(list.items[0]?.id).toBe(done.id)
})

test('pages of the list neither repeat nor skip', async () => {
  for (let i = 0; i < 3; i++) await order(app, { kind: 'county', format: 'geojson' })
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const page = reportPage.parse(
      (
        await app.app.inject({
          method: 'GET',
          url: `/api/reports?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        })
      ).json(),
    )
    seen.push(...page.items.map((each) => each.id))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const { count } = await app.county.db
    .selectFrom('report')
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(count)
  expect((await app.app.inject({ method: 'GET', url: '/api/reports?cursor=x_y' })).statusCode).toBe(400)
})

test('an unknown report is not found', async () => {
  for (const id of ['00000000-0000-4000-8000-000000000000', '..%2Fadmin', 'x'])
    for (const tail of ['', '/file']) {
      const reply = await app.app.inject({ method: 'GET', url: `/api/reports/${id}${tail}` })
      expect(reply.statusCode).toBe(404)
    }
})

test('a cancelled report leaves nothing half-written and says so', async () => {
  const { reportId, jobId } = await order(app, { kind: 'county', format: 'docx' })
  await app.app.inject({ method: 'POST', url: `/api/jobs/${jobId}/cancel`, payload: {} })
  const early = await fileOf(app, reportId)
  const job = await app.jobEnd(jobId)
  expect(job.state).toBe('cancelled')
  expect(early.statusCode).toBe(409)
  const reply = await fileOf(app, reportId)
  expect([reply.statusCode, problem.parse(reply.json()).detail]).toEqual([409, expect.stringContaining('已被取消')])
  const row = report.parse((await app.app.inject({ method: 'GET', url: `/api/reports/${reportId}` })).json())
  expect([row.state, row.sha256, row.bytes]).toEqual(['cancelled', null, null])
  expect(await readdir(join(dataDir, 'files', EXAMPLE_COUNTY, 'incoming'))).toEqual([])
})

test('two reports at once are both made, each from one revision', async () => {
  const both = await Promise.all([
    made(app, { kind: 'circle', subjectId: circleId, format: 'pdf' }),
    made(app, { kind: 'circle', subjectId: circleId, format: 'xlsx' }),
  ])
  expect(both.map(({ report: { state } }) => state)).toEqual(['succeeded', 'succeeded'])
})

test('a report while the data change holds one moment of them', async () => {
  const before = await app.county.db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()
  let changes = 0
  const changing: Promise<unknown>[] = []
  const facts = await readSnapshot(app.services, app.county, {
    subjectId: circleId,
    standardId: 'xiayi-plan',
    withWalksheds: true,
    signal: new AbortController().signal,
    onGround: async () => {
      // A change that commits between two statements of the report's transaction.
      if (changes++ > 0) return
      changing.push(
        app.county.transact(async (tx) => {
          await tx.updateTable('place').set({ name: '改过的名字' }).execute()
          await tx
            .updateTable('place_revision')
            .set((eb) => ({ revision: eb('revision', '+', 1) }))
            .execute()
        }),
      )
    },
  })
  await Promise.all(changing)
  const after = await app.county.db.selectFrom('place_revision').select('revision').executeTakeFirstOrThrow()
  expect(after.revision).toBe(before.revision + 1)
  expect([before.revision, after.revision]).toContain(facts.revision)
  expect(facts.circles[0]?.walkshed).not.toBeNull()
})

test('a report that is cancelled while its facts are on their way ends there, and nothing is left unheard', async () => {
  const cancelling = new AbortController()
  const { signal } = cancelling
  const facts = await readSnapshot(app.services, app.county, {
    // The county's facts fill the pipe to the printing process, so that they are still on their way.
    subjectId: null,
    standardId: 'xiayi-plan',
    withWalksheds: false,
    signal,
    onGround: undefined,
  })
  const unheard: unknown[] = []
  const listen = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', listen)
  const printer = new Printer(join(dataDir, 'compile-cache'))
  try {
    const printing = printer.print({ kind: 'county', format: 'pdf', title: '取消' }, facts, { signal, onProgress() {} })
    cancelling.abort(new Error('somebody cancelled'))
    await expect(printing).rejects.toThrow('somebody cancelled')
    await new Promise((resolve) => setTimeout(resolve, 50))
  } finally {
    await printer.close()
    process.off('unhandledRejection', listen)
  }
  expect(unheard).toEqual([])
})

test('a process that ends in the middle leaves no file, and the next one makes the report once', async () => {
  const { reportId, jobId } = await order(app, { kind: 'county', format: 'pdf' })
  const url = app.services.config.databaseUrl
  for (;;) {
    const job = await app.services.jobs.get(app.county, jobId)
    if (job.progress > 0.05) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await app.services.jobs.stop()
  const left = report.parse((await app.app.inject({ method: 'GET', url: `/api/reports/${reportId}` })).json())
  expect(left.sha256).toBeNull()
  const next = await openTestServer(url, { DATA_DIR: dataDir })
  try {
    const county = next.services.databases.county(EXAMPLE_COUNTY, 'people')
    for (;;) {
      const job = await next.services.jobs.get(county, jobId)
      if (job.finishedAt !== null) {
        expect(job.state).toBe('succeeded')
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const file = await next.app.inject({ method: 'GET', url: `/api/reports/${reportId}/file` })
    expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')

    await sql`update report set expires_at = now() - interval '1 day' where id = ${reportId}`.execute(county.db)
    const late = await next.app.inject({ method: 'GET', url: `/api/reports/${reportId}/file` })
    expect([late.statusCode, problem.parse(late.json()).detail]).toEqual([404, expect.stringContaining('已过保留期')])
    const { sha256 } = report.parse((await next.app.inject({ method: 'GET', url: `/api/reports/${reportId}` })).json())
    const again = await next.app.inject({
      method: 'POST',
      url: '/api/reports',
      payload: { kind: 'county', format: 'geojson' },
    })
    const { jobId: sweeping } = again.json<{ jobId: string }>()
    while ((await next.services.jobs.get(county, sweeping)).finishedAt === null)
      await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await next.services.files.list(EXAMPLE_COUNTY)).map((each) => each.sha256)).not.toContain(sha256)
    expect((await checkFiles(county, next.services.files)).faults).toEqual([])
    expect(await checkReports(county)).toMatchObject({ faults: [] })
  } finally {
    await next.close()
  }
}, 120_000)
