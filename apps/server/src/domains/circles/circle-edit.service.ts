import type { CircleDraft, DrawnCircle } from '@xiayi/contract/circles'
import type { CountyDb } from '../../platform/db/db.ts'
import { Problem } from '../../platform/problem/problem.ts'
import { areasOfKinds } from '../places/public.ts'
import { getCircleRow } from './circles.service.ts'
import { insertCircle, lockCircles, replaceCircle } from './circles.sql.ts'
import { profileOf } from './evaluation-reply.rules.ts'

/** A new circle over communities that are drawn; a community may belong to several circles. Returns its id. */
export async function drawCircle(county: CountyDb, draft: CircleDraft): Promise<string> {
  await checkCommunities(county, draft.communityIds)
  return county.transact(async (tx) => {
    await lockCircles(tx)
    return insertCircle(tx, { ...draft, areaIds: [...new Set(draft.communityIds)] })
  })
}

/** @throws Problem version-conflict when somebody redrew it since */
export async function redrawCircle(
  county: CountyDb,
  id: string,
  draft: CircleDraft & { readonly basedOn: number },
): Promise<void> {
  await getCircleRow(county.db, id)
  await checkCommunities(county, draft.communityIds)
  const isDone = await county.transact(async (tx) => {
    await lockCircles(tx)
    return replaceCircle(tx, id, draft)
  })
  if (isDone) return
  throw new Problem('version-conflict', '您打开这一页之后，别人改过这个生活圈。没有保存；请看过现在的样子再改。')
}

/** A circle as it is drawn, to be redrawn. */
export async function getDrawnCircle(county: CountyDb, id: string): Promise<DrawnCircle> {
  const { areaIds, profile, ...row } = await getCircleRow(county.db, id)
  return { ...row, profile: profileOf(profile), communityIds: [...areaIds] }
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
