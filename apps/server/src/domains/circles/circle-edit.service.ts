import type { CircleDraft, CircleFact, TargetDraft } from '@xiayi/contract/circles'
import type { CountyDb } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { areasOfKinds } from '../places/public.ts'
import { getCircleRow } from './circles.service.ts'
import { factsOfCircle, insertCircle, lockCircles, replaceCircle, upsertFacts } from './circles.sql.ts'
import { storedStatus, storedSurvey, storedValue } from './facts.service.ts'
import { upsertTarget } from './targets.sql.ts'

/** A new circle over communities that are drawn; a community may belong to several circles. Returns its id. */
export async function drawCircle(county: CountyDb, draft: CircleDraft): Promise<string> {
  await checkCommunities(county, draft.communityIds)
  return county.transact(async (tx) => {
    await lockCircles(tx)
    const id = await insertCircle(tx, { ...draft, areaIds: [...new Set(draft.communityIds)] })
    await replaceCircle(tx, id, draft)
    return id
  })
}

export async function redrawCircle(county: CountyDb, id: string, draft: CircleDraft): Promise<void> {
  await getCircleRow(county.db, id)
  await checkCommunities(county, draft.communityIds)
  await county.transact(async (tx) => {
    await lockCircles(tx)
    await replaceCircle(tx, id, draft)
  })
}

async function checkCommunities(county: CountyDb, ids: readonly string[]): Promise<void> {
  const drawn = new Set((await areasOfKinds(county.db, ['community', 'declared'])).map((area) => area.id))
  const errors = ids.flatMap((id, at) =>
    drawn.has(id)
      ? []
      : [{ where: `body/communityIds/${at}`, message: `没有社区“${id}”`, remedy: '请从社区列表里选择' }],
  )
  if (errors.length > 0) throw new Problem('invalid-input', '有社区不在本县，没有保存。', { errors })
}

export async function listFacts(county: CountyDb, circleId: string): Promise<CircleFact[]> {
  await getCircleRow(county.db, circleId)
  return (await factsOfCircle(county.db, circleId)).map(({ key, value, evidence, observedOn }) => ({
    key,
    value: factValue(key, value),
    evidence,
    observedOn,
  }))
}

/** Records one fact; the next evaluation reads it. */
export async function recordFact(county: CountyDb, circleId: string, fact: CircleFact): Promise<void> {
  await getCircleRow(county.db, circleId)
  await county.transact((tx) => upsertFacts(tx, [{ circleId, ...fact, value: factValue(fact.key, fact.value) }]))
}

/** The shape that a key asks for. @throws Problem invalid-input */
function factValue(key: string, value: unknown): CircleFact['value'] {
  const schema = key.startsWith('survey:') ? storedSurvey : key.startsWith('evidence:') ? storedStatus : storedValue
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const wanted = key.startsWith('survey:')
    ? '满意份数、已答份数和方法'
    : key.startsWith('evidence:')
      ? 'submitted、approved 或 rejected'
      : '数字、是否、文字或清单'
  throw new Problem('invalid-input', `“${key}”的值不对，应为${wanted}。`, {
    errors: [{ where: 'body/value', message: `应为${wanted}` }],
  })
}

export async function fixTarget(county: CountyDb, id: string, draft: TargetDraft): Promise<void> {
  await county.transact((tx) => upsertTarget(tx, { id, ...draft }))
}
