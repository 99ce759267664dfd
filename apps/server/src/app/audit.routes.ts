import { type AuditEntryReply, auditChain, auditFilter, auditPage, auditQuery } from '@xiayi/contract/audit'
import { countyQuery } from '@xiayi/contract/common'
import { jobStarted } from '@xiayi/contract/system'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import Papa from 'papaparse'
import { z } from 'zod'
import { namesOfParties, requirePrincipal } from '../domains/identity/public.ts'
import { AUDIT_VERIFY_JOB } from '../platform/audit/audit.jobs.ts'
import { appendAudit } from '../platform/audit/audit.ts'
import { type AuditFilter, type AuditRow, auditEntries, chainState } from '../platform/audit/audit-list.sql.ts'
import type { CountyDb } from '../platform/db/db.ts'
import { Problem } from '../platform/problem/problem.ts'
import { machines } from './machines.ts'
import type { Services } from './services.ts'

/** The auditor's page. Looking into the log is itself a look at other people's data, and is logged. */
const MOST_EXPORTED = 50_000
const tags = ['audit']

export function addAuditRoutes(app: FastifyInstance, services: Services): void {
  addReading(app, services)
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/audit/verify',
    {
      schema: { tags, summary: '核验审计记录', querystring: countyQuery, response: { 202: jobStarted } },
    },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const county = await services.counties.get(request.query.county, 'people')
      const jobId = await county.transact(async (tx) => {
        await appendAudit(tx, lookBy(by.partyId, 'audit.verify', county.code))
        return services.jobs.enqueue(tx, county.code, AUDIT_VERIFY_JOB, {})
      })
      return reply.code(202).send({ jobId })
    },
  )
}

function addReading(app: FastifyInstance, services: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/audit/entries',
    { schema: { tags, summary: '审计记录，新的在前', querystring: auditQuery, response: { 200: auditPage } } },
    async (request) => {
      const by = await requirePrincipal(request)
      const { county: code, limit, cursor, ...filter } = request.query
      const before = z.coerce.number().int().positive().optional().safeParse(cursor)
      if (!before.success) throw new Problem('bad-request', '翻页的位置不对。请从第一页重新看起。')
      const county = await services.counties.get(code, 'people')
      if (cursor === undefined) await noteLook(county, by.partyId, 'audit.read', filter)
      const rows = await auditEntries(county.db, filter, { before: before.data, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      return {
        items: await named(county, shown),
        nextCursor: rows.length > limit ? String(shown.at(-1)?.id ?? '') : null,
        total: null,
      }
    },
  )
  routes.get(
    '/api/audit/entries.csv',
    { schema: { tags, summary: '导出审计记录（CSV）', querystring: auditFilter } },
    async (request, reply) => {
      const by = await requirePrincipal(request)
      const { county: code, ...filter } = request.query
      const county = await services.counties.get(code, 'people')
      await noteLook(county, by.partyId, 'audit.export', filter)
      const rows = await auditEntries(county.db, filter, { before: undefined, limit: MOST_EXPORTED })
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit-${county.code}.csv"`)
        .header('cache-control', 'no-store')
        .send(csvOf(await named(county, rows)))
    },
  )
  routes.get(
    '/api/audit/chain',
    { schema: { tags, summary: '审计链的状态', querystring: countyQuery, response: { 200: auditChain } } },
    async (request) => {
      const { db } = await services.counties.get(request.query.county, 'people')
      const { linked, waiting, lastLinkedAt } = await chainState(db)
      return { linked, waiting, lastLinkedAt: lastLinkedAt?.toISOString() ?? null }
    },
  )
}

function lookBy(actor: string, action: string, county: string) {
  return { actor, channel: 'page', action, subject: { kind: 'audit', id: county } }
}

/** What was looked for, without what was typed: an id that is looked for is named, a word is not. */
async function noteLook(county: CountyDb, actor: string, action: string, filter: AuditFilter): Promise<void> {
  const details = { by: Object.keys(filter).filter((name) => name !== 'county') }
  await county.transact((tx) => appendAudit(tx, { ...lookBy(actor, action, county.code), details }))
}

async function named(county: CountyDb, rows: readonly AuditRow[]): Promise<AuditEntryReply[]> {
  const names = await namesOfParties(
    county.db,
    rows.flatMap((row) => [row.actor, row.subjectId]),
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    actorName: names.get(row.actor) ?? null,
    principal: row.principal,
    channel: row.channel,
    action: row.action,
    actionLabel: stepLabel(row.action),
    subject: { kind: row.subjectKind, id: row.subjectId, name: names.get(row.subjectId) ?? null },
    purpose: row.purpose,
    details: z.record(z.string(), z.unknown()).parse(row.details),
    seq: row.seq,
  }))
}

/** `proposal.decline` in the words of the proposal's table; null for deeds that are no step of a process. */
function stepLabel(action: string): string | null {
  const [name = '', transition = ''] = action.split('.')
  const machine = machines.get(name)
  if (machine === undefined) return null
  const label = transition === 'begin' ? '新建' : machine.transitions[transition]?.label
  return label === undefined ? null : `${machine.label}：${label}`
}

/** With the mark that spreadsheets know UTF-8 by; no cell begins a formula. */
function csvOf(rows: readonly AuditEntryReply[]): string {
  const table = rows.map((row) => ({
    链序: row.seq ?? '等待入链',
    时间: row.at,
    操作人: row.actorName ?? row.actor,
    操作人编号: row.actor,
    代谁: row.principal ?? '',
    渠道: row.channel,
    操作: row.actionLabel ?? row.action,
    对象类别: row.subject.kind,
    对象编号: row.subject.id,
    用途: row.purpose ?? '',
    细节: JSON.stringify(row.details),
  }))
  return `\uFEFF${Papa.unparse(table, { escapeFormulae: true })}\r\n`
}
