import { profileName } from '@xiayi/contract/common'
import { scenarioChanges } from '@xiayi/contract/scenario-changes'
import {
  type ProposalState,
  proposalState,
  type ScenarioDraft,
  type ScenarioHead,
  type StoredScenario,
  type scenarioPage,
  type scenarioVersions,
} from '@xiayi/contract/stored-scenarios'
import { z } from 'zod'
import type { CountyDb, Db, Tx } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { currentNetwork } from '../places/public.ts'
import { proposalOfScenario } from './proposal.sql.ts'
import { differenceInWords } from './scenario-words.rules.ts'
import {
  insertScenario,
  lockScenario,
  recentScenarios,
  removeScenario,
  replaceScenario,
  type ScenarioContent,
  type ScenarioCursor,
  type ScenarioRow,
  scenarioById,
  versionsOfScenario,
} from './stored-scenarios.sql.ts'

type Page = z.infer<typeof scenarioPage>
type Versions = z.infer<typeof scenarioVersions>

const storedContent = z.object({
  name: z.string(),
  note: z.string(),
  profile: profileName,
  withinMinutes: z.number(),
  changes: scenarioChanges,
})

export async function listScenarios(
  county: CountyDb,
  options: { limit: number; cursor: string | undefined },
): Promise<Page> {
  const network = await currentNetwork(county.db)
  const rows = await recentScenarios(county.db, { limit: options.limit + 1, after: cursorOf(options.cursor) })
  const shown = rows.slice(0, options.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => headOf(row, { network: network?.version, state: row.proposalState })),
    nextCursor: rows.length > options.limit && last !== undefined ? `${last.cursorAt}_${last.id}` : null,
    total: null,
  }
}

function cursorOf(text: string | undefined): ScenarioCursor | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = text.split('_')
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new Problem('bad-request', '翻页标记不对。请从第一页重新开始。')
  return { at, id }
}

/** @throws Problem not-found, gone */
export async function getScenario(county: CountyDb, id: string): Promise<StoredScenario> {
  const row = standing(isId(id) ? await scenarioById(county.db, id) : undefined)
  const [network, proposal] = await Promise.all([currentNetwork(county.db), proposalOfScenario(county.db, id)])
  const head = headOf(row, { network: network?.version, state: proposal?.state ?? null })
  return { ...head, changes: [...row.changes] }
}

export async function createScenario(county: CountyDb, draft: ScenarioDraft): Promise<StoredScenario> {
  const row = await county.transact(async (tx) =>
    insertScenario(tx, draft, { networkVersion: await networkOf(tx), by: draft.by ?? null }),
  )
  return getScenario(county, row.id)
}

/**
 * Replaces the whole scenario.
 * @param seen the version that was changed
 * @throws Problem version-conflict with what the other did; not-found; gone
 */
export async function changeScenario(
  county: CountyDb,
  asked: { id: string; seen: number; draft: ScenarioDraft },
): Promise<StoredScenario> {
  await county.transact(async (tx) => {
    const row = await lockSeen(tx, asked.id, asked.seen)
    await replaceScenario(tx, row.id, asked.draft, {
      networkVersion: await networkOf(tx),
      by: asked.draft.by ?? null,
    })
  })
  return getScenario(county, asked.id)
}

/** Soft: every version stays, and `restoreScenario` brings it back. */
export async function deleteScenario(
  county: CountyDb,
  asked: { id: string; seen: number; by: string | undefined },
): Promise<void> {
  await county.transact(async (tx) => {
    const row = await lockSeen(tx, asked.id, asked.seen)
    const proposal = await proposalOfScenario(tx, row.id)
    if (proposal?.state === 'proposed' || proposal?.state === 'accepted')
      throw new Problem('conflict', '这个方案已经提出，不能删除。先撤回提案，再删除。')
    await removeScenario(tx, row.id, asked.by ?? null)
  })
}

/** As a version of its own; asked of a scenario that stands, nothing changes. */
export async function restoreScenario(
  county: CountyDb,
  asked: { id: string; by: string | undefined },
): Promise<StoredScenario> {
  await county.transact(async (tx) => {
    const row = isId(asked.id) ? await lockScenario(tx, asked.id) : undefined
    if (row === undefined) throw notThere()
    if (row.removedAt === null) return
    await replaceScenario(tx, row.id, row, { networkVersion: row.networkVersion, by: asked.by ?? null })
  })
  return getScenario(county, asked.id)
}

/** Newest first. Of a deleted scenario too: nothing is lost. */
export async function versionsInWords(county: CountyDb, id: string): Promise<Versions> {
  const rows = isId(id) ? await versionsOfScenario(county.db, id) : []
  if (rows.length === 0) throw notThere()
  const contents = rows.map(({ content }) => storedContent.parse(content))
  return {
    items: rows
      .map((row, at) => ({
        version: row.version,
        name: contents[at]?.name ?? '',
        changeCount: contents[at]?.changes.length ?? 0,
        changedBy: row.changedBy,
        changedAt: row.changedAt.toISOString(),
        words: differenceInWords(contents[at - 1], contents[at] ?? EMPTY),
      }))
      .toReversed(),
  }
}

const EMPTY: ScenarioContent = { name: '', note: '', profile: 'adult', withinMinutes: 15, changes: [] }

async function lockSeen(tx: Tx, id: string, seen: number): Promise<ScenarioRow> {
  const row = isId(id) ? await lockScenario(tx, id) : undefined
  const found = standing(row)
  if (found.version === seen) return found
  const versions = await versionsOfScenario(tx, id)
  const old = versions.find(({ version }) => version === seen)
  const words = old === undefined ? '改过' : differenceInWords(storedContent.parse(old.content), found)
  throw new Problem(
    'version-conflict',
    `您打开之后，${found.changedBy ?? '另一个人'}改过：${words}。您的修改没有保存，请看过再改。`,
  )
}

function standing(row: ScenarioRow | undefined): ScenarioRow {
  if (row === undefined) throw notThere()
  if (row.removedAt === null) return row
  throw new Problem(
    'gone',
    `方案“${row.name}”已被${row.changedBy ?? '别人'}删除。可以在方案列表里恢复它，或打开别的方案。`,
  )
}

async function networkOf(tx: Db): Promise<string> {
  const network = await currentNetwork(tx)
  if (network !== undefined) return network.version
  throw new Problem('network-missing', '还没有步行路网，方案无从算起。请先导入街道地图。')
}

function headOf(row: ScenarioRow, now: { network: string | undefined; state: string | null }): ScenarioHead {
  return {
    id: row.id,
    name: row.name,
    note: row.note,
    version: row.version,
    changeCount: row.changes.length,
    profile: row.profile,
    withinMinutes: row.withinMinutes,
    networkVersion: row.networkVersion,
    isOnCurrentNetwork: row.networkVersion === now.network,
    createdBy: row.createdBy,
    changedBy: row.changedBy,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    proposalState: stateOf(now.state),
  }
}

function stateOf(text: string | null): ProposalState | null {
  return text === null ? null : proposalState.parse(text)
}

function notThere(): Problem {
  return new Problem('not-found', '没有这个方案。请从方案列表里重新选择。')
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
