import { countyQuery, pageQuery } from '@xiayi/contract/common'
import {
  compareQuery,
  compareReply,
  scenarioPreviewQuery,
  scenarioPreviewReply,
} from '@xiayi/contract/scenario-compare'
import {
  PROPOSAL_MOVES,
  proposalDraft,
  proposalMove,
  proposalReply,
  type ScenarioDraft,
  scenarioDraft,
  scenarioPage,
  scenarioRemoval,
  scenarioVersions,
  storedScenario,
} from '@xiayi/contract/stored-scenarios'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Counties } from '../../platform/db/counties.ts'
import type { CountyDb } from '../../platform/db/db.ts'
import type { Files } from '../../platform/files/files.ts'
import { versionSeen, versionTag } from '../../platform/http/if-match.ts'
import { streetModelOf } from '../places/public.ts'
import { compareScenarios, previewOfScenario } from './compare.service.ts'
import { withClosedLines } from './ground-changes.ts'
import { getProposal, moveScenarioProposal, writeDraft } from './proposal.service.ts'
import {
  changeScenario,
  createScenario,
  deleteScenario,
  getScenario,
  listScenarios,
  restoreScenario,
  versionsInWords,
} from './stored-scenarios.service.ts'

const tags = ['scenarios']
const scenarioPath = z.object({ id: z.string().max(60) })

interface Deps {
  readonly counties: Counties
  readonly files: Files
}

async function draftToKeep({ files }: Deps, county: CountyDb, draft: ScenarioDraft): Promise<ScenarioDraft> {
  if (!draft.changes.some(({ kind }) => kind === 'close-path')) return draft
  return { ...draft, changes: withClosedLines(await streetModelOf(county, files), draft.changes) }
}

export function addStoredScenarioRoutes(app: FastifyInstance, deps: Deps): void {
  addReading(app, deps)
  addWriting(app, deps)
  addUndoing(app, deps)
  addProposal(app, deps)
}

function addReading(app: FastifyInstance, deps: Deps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/api/scenarios',
    { schema: { tags, summary: '方案，最近改的在前', querystring: pageQuery, response: { 200: scenarioPage } } },
    async ({ query: { county, limit, cursor } }) =>
      listScenarios(await deps.counties.get(county, 'people'), { limit, cursor }),
  )
  routes.get(
    '/api/scenarios/compare',
    {
      schema: {
        tags,
        summary: '2 到 4 个方案并排：各自与现在相比；对不上的改动逐条列出，不算在内',
        querystring: compareQuery,
        response: { 200: compareReply },
      },
    },
    async ({ query: { county, ids, profile, within } }) =>
      compareScenarios(deps, await deps.counties.get(county, 'people'), { ids, profile, withinMinutes: within }),
  )
  routes.get(
    '/api/scenarios/:id',
    {
      schema: {
        tags,
        summary: '一个方案；已删除则 410',
        params: scenarioPath,
        querystring: countyQuery,
        response: { 200: storedScenario },
      },
    },
    async (request, reply) => {
      const found = await getScenario(await deps.counties.get(request.query.county, 'people'), request.params.id)
      return reply.header('etag', versionTag(found.version)).send(found)
    },
  )
  routes.get(
    '/api/scenarios/:id/preview',
    {
      schema: {
        tags,
        summary: '一个方案在现在的县里会怎样；对不上的改动逐条列出，不算在内',
        params: scenarioPath,
        querystring: scenarioPreviewQuery,
        response: { 200: scenarioPreviewReply },
      },
    },
    async ({ params: { id }, query: { county, ...asked } }) =>
      previewOfScenario(deps, await deps.counties.get(county, 'people'), { id, ...asked }),
  )
  routes.get(
    '/api/scenarios/:id/history',
    {
      schema: {
        tags,
        summary: '一个方案的各版，新的在前；删除的也在',
        params: scenarioPath,
        querystring: countyQuery,
        response: { 200: scenarioVersions },
      },
    },
    async (request) => versionsInWords(await deps.counties.get(request.query.county, 'people'), request.params.id),
  )
}

function addWriting(app: FastifyInstance, deps: Deps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/api/scenarios',
    {
      schema: {
        tags,
        summary: '保存一个方案',
        querystring: countyQuery,
        body: scenarioDraft,
        response: { 201: storedScenario },
      },
    },
    async (request, reply) => {
      const county = await deps.counties.get(request.query.county, 'people')
      const made = await createScenario(county, await draftToKeep(deps, county, request.body))
      return reply.code(201).header('etag', versionTag(made.version)).send(made)
    },
  )
  routes.put(
    '/api/scenarios/:id',
    {
      schema: {
        tags,
        summary: '改一个方案；If-Match 是看到的版本，已被别人改过则 412',
        params: scenarioPath,
        querystring: countyQuery,
        body: scenarioDraft,
        response: { 200: storedScenario },
      },
    },
    async (request, reply) => {
      const seen = versionSeen(request)
      const county = await deps.counties.get(request.query.county, 'people')
      const changed = await changeScenario(county, {
        id: request.params.id,
        seen,
        draft: await draftToKeep(deps, county, request.body),
      })
      return reply.header('etag', versionTag(changed.version)).send(changed)
    },
  )
}

function addUndoing(app: FastifyInstance, deps: Deps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.delete(
    '/api/scenarios/:id',
    {
      schema: {
        tags,
        summary: '删除一个方案；各版留着，可以恢复',
        params: scenarioPath,
        querystring: countyQuery,
        body: scenarioRemoval,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const seen = versionSeen(request)
      const county = await deps.counties.get(request.query.county, 'people')
      await deleteScenario(county, { id: request.params.id, seen, by: request.body?.by })
      return reply.code(204).send(undefined)
    },
  )
  routes.post(
    '/api/scenarios/:id/restore',
    {
      schema: {
        tags,
        summary: '恢复一个删除的方案',
        params: scenarioPath,
        querystring: countyQuery,
        body: scenarioRemoval,
        response: { 200: storedScenario },
      },
    },
    async (request) => {
      const county = await deps.counties.get(request.query.county, 'people')
      return restoreScenario(county, { id: request.params.id, by: request.body?.by })
    },
  )
}

function addProposal(app: FastifyInstance, deps: Deps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const about = { tags, params: scenarioPath, querystring: countyQuery, response: { 200: proposalReply } }
  routes.get(
    '/api/scenarios/:id/proposal',
    { schema: { ...about, summary: '方案的提案：费用、来源、责任单位、经过' } },
    async (request) => ({
      proposal: await getProposal(await deps.counties.get(request.query.county, 'people'), request.params.id),
    }),
  )
  routes.put(
    '/api/scenarios/:id/proposal',
    { schema: { ...about, summary: '填写提案；改已有的要 If-Match', body: proposalDraft } },
    async (request) => ({
      proposal: await writeDraft(await deps.counties.get(request.query.county, 'people'), {
        scenarioId: request.params.id,
        seen: request.headers['if-match'] === undefined ? undefined : versionSeen(request),
        draft: request.body,
        now: new Date(),
      }),
    }),
  )
  routes.post(
    '/api/scenarios/:id/proposal/:move',
    {
      schema: {
        ...about,
        summary: '提出、撤回、采纳、不采纳、改了再提、重新审议',
        params: scenarioPath.extend({ move: z.enum(PROPOSAL_MOVES) }),
        body: proposalMove,
      },
    },
    async (request) => ({
      proposal: await moveScenarioProposal(await deps.counties.get(request.query.county, 'people'), {
        scenarioId: request.params.id,
        move: { ...request.body, move: request.params.move },
        now: new Date(),
      }),
    }),
  )
}
