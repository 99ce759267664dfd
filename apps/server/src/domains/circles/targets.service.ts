import { isDeepStrictEqual } from 'node:util'
import { TARGET_KINDS, type TargetFixing, type TargetHistory } from '@xiayi/contract/circles'
import type { CountyDb, Tx } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { DEFAULT_STANDARD, getStandard, tiersOf } from '../standards/public.ts'
import { allTargetVersions, lockTarget, type TargetRow, type TargetVersionRow, writeTarget } from './targets.sql.ts'

/** Every target with what was promised before, the newest promise first; the first is the one that holds. */
export async function listTargetHistories(county: CountyDb): Promise<TargetHistory[]> {
  const book = new Map<string, TargetHistory['items']>()
  for (const { id, ...row } of await allTargetVersions(county.db)) {
    const items = book.get(id) ?? []
    items.push(versionReply(row))
    book.set(id, items)
  }
  return [...book]
    .map(([id, items]) => ({ id, items }))
    .toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)) || a.id.localeCompare(b.id))
}

function dueOf(history: TargetHistory): string {
  return history.items[0]?.dueDate ?? ''
}

function versionReply({ recordedAt, kind, ...row }: Omit<TargetVersionRow, 'id'>): TargetHistory['items'][number] {
  const known = TARGET_KINDS.find((each) => each === kind)
  if (known === undefined) throw new Error(`a target of the unknown kind ${kind}`)
  return { ...row, kind: known, recordedAt: recordedAt.toISOString() }
}

/**
 * Fixes a promise; what was promised before stays in its history. The same promise again is no new one.
 *
 * @throws Problem invalid-input, version-conflict
 */
export async function fixTarget(county: CountyDb, id: string, given: TargetFixing): Promise<void> {
  await checkTarget(county, given)
  const { by, basedOn, ...target } = given
  await county.transact(async (tx) => {
    const standing = await lockTarget(tx, id)
    if (isSameTarget(standing, { id, ...target })) return
    if ((standing?.version ?? 0) !== basedOn)
      throw new Problem('version-conflict', '您打开这一页之后，别人改过这个目标。没有保存；请看过现在的内容再改。')
    await writeTarget(tx, { id, ...target, by: by ?? null, version: basedOn + 1 })
  })
}

/** For seeds and files that say what holds, whatever was there. */
export async function settleTarget(tx: Tx, target: TargetRow): Promise<void> {
  const standing = await lockTarget(tx, target.id)
  if (isSameTarget(standing, target)) return
  await writeTarget(tx, { ...target, by: null, version: (standing?.version ?? 0) + 1 })
}

function isSameTarget(standing: (TargetRow & { readonly version: number }) | undefined, target: TargetRow): boolean {
  if (standing === undefined) return false
  const { version: _, ...row } = standing
  return isDeepStrictEqual(row, { ...target })
}

async function checkTarget(county: CountyDb, { kind, tierId, goal }: TargetFixing): Promise<void> {
  const { ruleSet } = await getStandard(county.db, DEFAULT_STANDARD)
  const tiers = tiersOf(ruleSet)
  const errors: { where: string; message: string; remedy: string }[] = []
  if (tierId !== null && !tiers.some((tier) => tier.id === tierId)) {
    const remedy = `从这些里选：${tiers.map((tier) => `${tier.name}（${tier.id}）`).join('、')}`
    errors.push({ where: 'body/tierId', message: `没有等级“${tierId}”`, remedy })
  }
  if (kind !== 'satisfaction' && tierId === null)
    errors.push({ where: 'body/tierId', message: '没有说要达到哪一级', remedy: '选一个等级' })
  if (kind !== 'pilots' && goal > 1)
    errors.push({ where: 'body/goal', message: '比例不能超过 100%', remedy: '写 0 到 1 之间的数，例如 0.9' })
  if (kind === 'pilots' && !Number.isInteger(goal))
    errors.push({ where: 'body/goal', message: '试点的个数应为整数', remedy: '去掉小数' })
  if (errors.length > 0) throw new Problem('invalid-input', '目标填得不对，没有保存。', { errors })
}
