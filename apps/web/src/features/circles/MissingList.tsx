import type { CircleMissing, MissingItem } from '@xiayi/contract/circle-figures'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { shareWords, speedWords, walkMinutes } from '@xiayi/ui/format'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { findingWords } from './clause-words.ts'

type MissingListProps = {
  missing: CircleMissing
  /** the walk on the map, from where most of those left out live */
  walkLink: (walk: NonNullable<MissingItem['walk']>, words: string) => ReactNode
  placeLink: (placeId: string, name: string) => ReactNode
  /** where what nobody has looked at yet gets written down */
  stockTakingLink: ReactNode
}

/** 缺什么补什么: what is missing, what would mend it, and whom it concerns; the most people first. */
export function MissingList({ missing, walkLink, placeLink, stockTakingLink }: MissingListProps) {
  const names = new Map(missing.tiers.map(({ id, name }) => [id, name]))
  if (missing.items.length === 0) return <p className="card">计入等级的条款都达标了，没有要补的。</p>
  const failed = missing.items.filter(({ state }) => state === 'fail')
  const unasked = missing.items.filter(({ state }) => state === 'unknown')
  return (
    <>
      {failed.length > 0 && <p className="soft small">按影响的人数排，人多的在前。</p>}
      <ol className="missing">
        {failed.map((item) => (
          <li key={item.clauseId} className="card missing__item">
            <Heading item={item} names={names} />
            <People item={item} />
            <p>
              <b className="missing__word">缺</b> {findingWords(item)}
            </p>
            {item.toPass !== null && (
              <p>
                <b className="missing__word missing__word--mend">补</b> {item.toPass}
              </p>
            )}
            {item.walk === null && item.nearest !== null && (
              <p className="small">
                圈外最近：{placeLink(item.nearest.placeId, item.nearest.name)}，从本圈步行{' '}
                {walkMinutes(item.nearest.seconds)} 分钟
              </p>
            )}
            {item.walk !== null && <Walk walk={item.walk} walkLink={walkLink} />}
          </li>
        ))}
      </ol>
      {unasked.length > 0 && (
        <section className="card missing__unasked" aria-label="还没有人查过的">
          <p>
            <b>{unasked.length} 项还没有人查过</b>，说不准达不达标、影响多少人。带着盘点表走一趟，登记了就有结论。
          </p>
          <p>{stockTakingLink}</p>
          <ul>
            {unasked.map((item) => (
              <li key={item.clauseId}>
                <Heading item={item} names={names} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Heading({ item, names }: { item: MissingItem; names: ReadonlyMap<string, string> }) {
  return (
    <>
      <h3 className="missing__title">
        <Icon name={item.state === 'fail' ? 'close' : 'question'} size={18} /> {item.title}
      </h3>
      <p className="row">
        <span className="soft small">{item.tiers.map((id) => names.get(id) ?? id).join('、')}</span>
        {item.unlocksTierId !== null && (
          <Tag tone="lake">只差这一项就到{names.get(item.unlocksTierId) ?? item.unlocksTierId}</Tag>
        )}
      </p>
    </>
  )
}

function People({ item }: { item: MissingItem }) {
  const words = shareWords(item.peopleAffected, item.residents, '人')
  return (
    <div className="missing__people">
      <span>
        影响 <span className="x-num">{words}</span>
      </span>
      <Bar
        value={item.residents === 0 ? 0 : item.peopleAffected / item.residents}
        tone="fail"
        label={`影响居民 ${words}`}
      />
    </div>
  )
}

function Walk({ walk, walkLink }: { walk: NonNullable<MissingItem['walk']> } & Pick<MissingListProps, 'walkLink'>) {
  const limit = walkMinutes(walk.limitSeconds)
  const from = `走不到的人最多的一栋住 ${walk.residents} 人`
  if (walk.place === null)
    return (
      <p className="small">
        {from}，一小时内走不到。{walkLink(walk, '看看这栋楼在哪')}
      </p>
    )
  return (
    <p className="small">
      {from}，走到{walk.place.name}要 <b className="x-num">{walkMinutes(walk.place.seconds)}</b> 分钟（要求 {limit}{' '}
      分钟，{speedWords(walk.profile, walk.speedMetresPerSecond)}）。{walkLink(walk, '在地图上看这段路')}
    </p>
  )
}
