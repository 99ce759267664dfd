import type { minutesReply } from '@xiayi/contract/circles'
import { walkMinutes } from '@xiayi/ui/format'
import { type ReactNode, useState } from 'react'

type Item = ReturnType<(typeof minutesReply)['parse']>['items'][number]
type MinutesListProps = {
  items: readonly Item[]
  withinMinutes: number
  /** how many are shown before one asks for all */
  first: number
  /** in two columns where there is room */
  isWide?: boolean
  row: (item: Item) => ReactNode
}

/** Within the same minute the order stays that of the categories: daily needs first. */
export function splitByReach(items: readonly Item[], withinMinutes: number) {
  const minutes = ({ seconds }: Item) => (seconds === null ? Number.POSITIVE_INFINITY : walkMinutes(seconds))
  const byMinutes = (a: Item, b: Item) => (minutes(a) === minutes(b) ? 0 : minutes(a) - minutes(b))
  const nearFirst = [...items].sort(byMinutes)
  const isNear = (item: Item) => minutes(item) <= withinMinutes
  return { near: nearFirst.filter(isNear), far: nearFirst.filter((item) => !isNear(item)) }
}

/** The nearest place of every category, nearest first; what is out of reach stands apart, never left out. */
export function MinutesList({ items, withinMinutes, first, isWide = false, row }: MinutesListProps) {
  const [showsAll, setShowsAll] = useState(false)
  const { near, far } = splitByReach(items, withinMinutes)
  const className = isWide ? 'place-list place-list--wide' : 'place-list'
  const shown = showsAll ? near : near.slice(0, first)
  return (
    <>
      <ul className={className}>
        {shown.map((item) => (
          <li key={item.categoryId}>{row(item)}</li>
        ))}
      </ul>
      {near.length > shown.length && (
        <button type="button" className="x-button x-button--quiet" onClick={() => setShowsAll(true)}>
          看全部 {near.length} 类
        </button>
      )}
      {far.length > 0 && (
        <details className="far">
          <summary>
            {withinMinutes} 分钟走不到的 {far.length} 类
          </summary>
          <ul className={className}>
            {far.map((item) => (
              <li key={item.categoryId}>{row(item)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
