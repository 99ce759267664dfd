import { countWords, percentWords, speedWords } from '@xiayi/ui/format'
import { useCategoryName } from '../../category-names.ts'
import { useReachBefore, useReachNow } from './reach-before.ts'

/** Who came within reach, or fell out of it, by an edit that was just saved: of the category that the map shows. */
export function ReachChange({ edit }: { edit: string }) {
  const before = useReachBefore(edit)
  const now = useReachNow()
  const name = useCategoryName()
  if (before === undefined) return null
  const isSame = now !== null && now.category === before.category && now.profile === before.profile
  if (now === null || !isSame || now.within !== before.within || now.revision === before.revision)
    return <p className="edit__change small soft">正在按改过的路网重新计算…</p>
  const gained = now.people - before.people
  return (
    <p className="edit__change small" role="status">
      {before.within} 分钟内走得到{name(before.category)}：{countWords(before.people)} →{' '}
      <b className="x-num">{countWords(now.people)}</b> 人（{gained > 0 ? '+' : ''}
      {countWords(gained)}），{percentWords(now.people, now.residents)}，共 {countWords(now.residents)} 人；
      {speedWords(now.profile, now.speed)}
    </p>
  )
}
