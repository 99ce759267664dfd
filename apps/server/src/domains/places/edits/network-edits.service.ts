import { randomUUID } from 'node:crypto'
import type {
  CutOff,
  NetworkEditContent,
  NetworkEditDraft,
  NetworkEditRow,
  NetworkEditWish,
} from '@xiayi/contract/network-edits'
import { stretchAt } from '@xiayi/engine/lay-closure'
import type { CountyDb } from '../../../platform/db/db.ts'
import { type Files, recordFile } from '../../../platform/files/files.ts'
import { Problem } from '../../../platform/problem/problem.ts'
import { type CurrentNetwork, currentNetwork, switchNetwork } from '../imports/import-map.sql.ts'
import { editOffThread } from '../model/model-maker.ts'
import type { EditedBytes } from '../model/model-rpc.ts'
import { pointColumns } from '../model/snap-things.ts'
import type { StreetModel } from '../model/street-model.ts'
import { streetModelOf } from '../model/street-model-cache.ts'
import { isId } from '../page-cursor.ts'
import { tellPlacesChanged } from '../places-changed.ts'
import { mustLieInCounty } from './ground.service.ts'
import { allNetworkEdits, insertNetworkEdit, lockNetwork, type StoredEdit } from './network-edits.sql.ts'
import { takeDeskLock } from './place-edits.service.ts'
import { cutOffWords, editWords, misfitWords, standingIds } from './standing-edits.rules.ts'

/** How far from a way a click may be that closes it. */
const CLICK_M = 30

interface Deps {
  readonly files: Files
}

export async function listNetworkEdits(
  county: CountyDb,
): Promise<{ networkVersion: string | null; baseVersion: string | null; items: NetworkEditRow[] }> {
  const network = await currentNetwork(county.db)
  const rows = await allNetworkEdits(county.db)
  return {
    networkVersion: network?.version ?? null,
    baseVersion: network?.baseVersion ?? null,
    items: rows.map((row) => shownEdit(row, rows, network)).toReversed(),
  }
}

function shownEdit(row: StoredEdit, rows: readonly StoredEdit[], network: CurrentNetwork | undefined): NetworkEditRow {
  const isStanding = standingIds(rows).has(row.id)
  return {
    ...row,
    at: row.at.toISOString(),
    isStanding,
    isLaid: isStanding && network?.leftOut.includes(row.id) === false,
  }
}

/** What an edit would do, without saving it. @throws Problem off-network, invalid-input, network-missing */
export async function previewEdit(
  deps: Deps,
  county: CountyDb,
  wish: NetworkEditWish,
): Promise<{ content: NetworkEditContent; cutOff: CutOff; warnings: string[] }> {
  const model = await streetModelOf(county, deps.files)
  const content = await contentOf(county, model, wish)
  const { version } = await mustHaveNetwork(county)
  const { edited, cutOff } = await tryEdits(deps, county, model, {
    version,
    edits: [{ number: 1, edit: content }],
  })
  const warnings = edited.alreadyThere.length > 0 ? ['地图上这里已经有路（门），再加一条是重复的。'] : []
  if (cutOff.residents > 0) warnings.push(cutOffWords(cutOff))
  return { content, cutOff, warnings }
}

export interface EditMade {
  readonly edit: NetworkEditRow
  readonly networkVersion: string
  readonly cutOff: CutOff
}

/**
 * Lays an edit on the county's network and makes the result the one that is walked on.
 * @throws Problem conflict: drawn on another network than today's (it says what was done since), or it cuts people off
 */
export async function makeEdit(deps: Deps, county: CountyDb, draft: NetworkEditDraft): Promise<EditMade> {
  const model = await streetModelOf(county, deps.files)
  await mustBeCurrent(county, draft.baseVersion)
  const content = await contentOf(county, model, draft.edit)
  return change(deps, county, draft, async (rows, network) => {
    const number = (rows.at(-1)?.number ?? 0) + 1
    const tried = await tryEdits(deps, county, model, { version: network.version, edits: [{ number, edit: content }] })
    return { ...tried, number, kind: content.kind, content, undoes: null, leftOut: network.leftOut }
  })
}

/** Takes an edit back, or an undoing. @throws Problem conflict when others stand on it, not-found */
export async function undoEdit(
  deps: Deps,
  county: CountyDb,
  id: string,
  draft: Omit<NetworkEditDraft, 'edit'>,
): Promise<EditMade> {
  const model = await streetModelOf(county, deps.files)
  await mustBeCurrent(county, draft.baseVersion)
  return change(deps, county, draft, async (rows, network) => {
    const row = isId(id) ? rows.find((each) => each.id === id) : undefined
    if (row === undefined) throw new Problem('not-found', '没有这次路网修改。')
    const number = (rows.at(-1)?.number ?? 0) + 1
    const undo = { id: 'undo', kind: 'undo' as const, undoes: id }
    if (rows.some((each) => each.undoes === id && isEffective(rows, each)))
      throw new Problem('conflict', `${editWords(row)}已经撤销过了。`)
    const after = standingIds([...rows, undo])
    const edits = rows.flatMap((each) =>
      each.content !== null && after.has(each.id) ? [{ row: each, number: each.number, edit: each.content }] : [],
    )
    const tried = await tryEdits(deps, county, model, {
      version: network.baseVersion,
      edits,
      insteadOf: network.version,
    })
    const lost = edits.filter(
      (edit, i) => tried.misfits.has(i) && edit.row.id !== row.undoes && !network.leftOut.includes(edit.row.id),
    )
    if (lost.length > 0)
      throw new Problem(
        'conflict',
        `不能单独撤销：${lost.map((edit) => editWords(edit.row)).join('、')}接在它上面，请先撤销它们。`,
      )
    const leftOut = edits.flatMap((edit, i) => (tried.misfits.has(i) ? [edit.row.id] : []))
    return { ...tried, number, kind: 'undo', content: null, undoes: id, leftOut }
  })
}

/** Whether an undo row still undoes. */
function isEffective(rows: readonly StoredEdit[], undo: StoredEdit): boolean {
  return !rows.some((each) => each.undoes === undo.id && isEffective(rows, each))
}

interface Change extends Pick<StoredEdit, 'number' | 'kind' | 'content' | 'undoes'> {
  readonly edited: EditedBytes
  readonly cutOff: CutOff
  readonly leftOut: readonly string[]
}

async function change(
  { files }: Deps,
  county: CountyDb,
  draft: Omit<NetworkEditDraft, 'edit'>,
  decide: (rows: readonly StoredEdit[], network: CurrentNetwork) => Promise<Change>,
): Promise<EditMade> {
  const id = randomUUID()
  const made = await county.transact(async (tx) => {
    await takeDeskLock(tx, county)
    await lockNetwork(tx, county.code)
    const network = await mustBeCurrent({ db: tx }, draft.baseVersion)
    const done = await decide(await allNetworkEdits(tx), network)
    if (done.cutOff.residents > 0 && !draft.mayCutOff)
      throw new Problem('conflict', `${cutOffWords(done.cutOff)}没有保存。确实要这样，请再确认一次。`, {
        errors: [{ where: 'body/mayCutOff', message: cutOffWords(done.cutOff), remedy: '确实要这样，就再确认一次' }],
      })
    // Bytes first: a network row never lacks its file.
    const file = await files.write(county.code, done.edited.bytes)
    await recordFile(tx, file, 'application/octet-stream')
    const { nodes, edges, kilometres, bounds } = done.edited
    const { source, attribution, baseVersion } = network
    const { leftOut } = done
    await switchNetwork(tx, {
      nodes,
      edges,
      kilometres,
      bounds,
      source,
      attribution,
      baseVersion,
      leftOut,
      version: file.sha256,
    })
    await insertNetworkEdit(tx, {
      id,
      number: done.number,
      kind: done.kind,
      content: done.content,
      undoes: done.undoes,
      via: 'desk',
      by: draft.by ?? null,
      why: draft.why,
      seenVersion: network.version,
      madeVersion: file.sha256,
    })
    await tellPlacesChanged(tx, county.code, { importId: null, kind: 'network', editId: id })
    return { networkVersion: file.sha256, cutOff: done.cutOff }
  })
  const rows = await allNetworkEdits(county.db)
  const row = rows.find((each) => each.id === id)
  if (row === undefined) throw new Error('a network edit that was just made is not there')
  return { edit: shownEdit(row, rows, await currentNetwork(county.db)), ...made }
}

/** @throws Problem off-network when a single edit does not fit */
async function tryEdits(
  { files }: Deps,
  county: CountyDb,
  { buildings, compounds }: StreetModel,
  given: {
    /** the network that the edits are laid on */
    version: string
    edits: readonly { number: number; edit: NetworkEditContent }[]
    /** of an undoing: the network that stands, which others are then laid on anew without */
    insteadOf?: string
  },
): Promise<{ edited: EditedBytes; cutOff: CutOff; misfits: EditedBytes['misfits'] }> {
  const edits = given.edits.map(({ number, edit }) => ({ number, edit }))
  // An addition cuts nobody off; only what closes or is taken back asks where every home gets to.
  const isUndo = given.insteadOf !== undefined
  const mayCutOff = isUndo || edits.some(({ edit }) => edit.kind === 'close-path')
  const homes = Array.from({ length: mayCutOff ? buildings.count : 0 }, (_, b) => ({
    points: [[buildings.lon[b] ?? 0, buildings.lat[b] ?? 0] as const],
  }))
  const bytes = await files.read(county.code, given.version)
  const insteadOf = given.insteadOf === undefined ? undefined : await files.read(county.code, given.insteadOf)
  const edited = await editOffThread({ bytes, edits, homes: pointColumns(homes), insteadOf })
  const misfit = isUndo ? undefined : edited.misfits.get(0)
  if (misfit !== undefined)
    throw new Problem('off-network', `接不上路网：${misfitWords(misfit)}。没有保存。`, {
      errors: [{ where: 'body/edit', message: misfitWords(misfit) }],
    })
  const people = (b: number) =>
    (buildings.under15[b] ?? 0) + (buildings.from15to59[b] ?? 0) + (buildings.over60[b] ?? 0)
  const names = edited.cutOff.flatMap((b) => compounds[buildings.compound[b] ?? -1]?.name ?? [])
  return {
    edited,
    misfits: edited.misfits,
    cutOff: {
      residents: edited.cutOff.reduce((sum, b) => sum + people(b), 0),
      buildings: edited.cutOff.length,
      compounds: [...new Set(names)],
    },
  }
}

async function contentOf(county: CountyDb, model: StreetModel, wish: NetworkEditWish): Promise<NetworkEditContent> {
  if (wish.kind !== 'close-path') {
    for (const point of wish.kind === 'add-gate' ? [wish.at] : wish.line)
      await mustLieInCounty(county, point, 'body/edit')
    return wish
  }
  const found = stretchAt(model.network, wish.at, CLICK_M)
  if (found === undefined) throw new Problem('off-network', `这里 ${CLICK_M} 米内没有步行路可以封闭。请点在路上。`)
  return { kind: 'close-path', line: found.line.map(([lon, lat]) => [lon, lat]) }
}

async function mustHaveNetwork(county: Pick<CountyDb, 'db'>): Promise<CurrentNetwork> {
  const network = await currentNetwork(county.db)
  if (network !== undefined) return network
  throw new Problem('network-missing', '这个县还没有步行路网。请先导入街道地图。')
}

/** @throws Problem conflict with what others did since the caller's version */
async function mustBeCurrent(county: Pick<CountyDb, 'db'>, seen: string): Promise<CurrentNetwork> {
  const network = await mustHaveNetwork(county)
  if (network.version === seen) return network
  const rows = await allNetworkEdits(county.db)
  const own = rows.findLastIndex((row) => row.madeVersion === seen)
  const first = rows.findIndex((row) => row.seenVersion === seen)
  const since = own >= 0 ? rows.slice(own + 1) : first >= 0 ? rows.slice(first) : []
  const did = since.map((row) => editWords(row)).join('、')
  throw new Problem(
    'conflict',
    did === ''
      ? '您打开之后，路网换成了新的地图。这次修改没有保存，请刷新后看过再画。'
      : `您打开之后，别人改了路网：${did}。这次修改没有保存，请刷新后看过再画。`,
    { errors: since.map((row) => ({ where: row.id, message: editWords(row) })) },
  )
}
