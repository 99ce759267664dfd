import type { CirclePlaces } from '@xiayi/contract/circle-figures'
import { speedWords, walkMinutes } from '@xiayi/ui/format'
import type { ReactNode } from 'react'
import { placesByCategory } from './circle-places.ts'
import { originWords } from './clause-words.ts'

type CirclePlaceListProps = {
  places: CirclePlaces
  categoryIds: readonly string[]
  categoryName: (id: string) => string
  placeLink: (placeId: string, name: string) => ReactNode
}

/** What a circle has, by category, with the minutes to each; and what it has nothing of. */
export function CirclePlaceList({ places, categoryIds, categoryName, placeLink }: CirclePlaceListProps) {
  const groups = placesByCategory(places.items, categoryIds)
  const there = groups.filter((group) => group.places.length > 0)
  const absent = groups.filter((group) => group.places.length === 0)
  return (
    <>
      <p className="soft small">
        圈内或步行 {places.withinMinutes} 分钟内共 {places.items.length} 处，{there.length} / {groups.length} 类；
        {originWords[places.originKind]}，{speedWords(places.profile, places.speedMetresPerSecond)}。
      </p>
      <ul className="circle-places">
        {there.map(({ categoryId, places: own }) => (
          <li key={categoryId}>
            <details>
              <summary>
                <b>{categoryName(categoryId)}</b>
                <span className="soft small x-num">
                  {own.length} 处 · {minutesWords(own[0]?.seconds ?? null)}
                </span>
              </summary>
              <ul>
                {own.map((place) => (
                  <li key={place.placeId}>
                    {placeLink(place.placeId, place.name)}{' '}
                    <span className="soft small x-num">
                      {minutesWords(place.seconds)}
                      {!place.inBoundary && ' · 社区外'}
                      {!place.inWalkshed && ' · 社区内，走得远'}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {absent.length > 0 && (
        <p>
          <b>一处也没有的 {absent.length} 类</b>{' '}
          <span className="soft">{absent.map(({ categoryId }) => categoryName(categoryId)).join('、')}</span>
        </p>
      )}
    </>
  )
}

function minutesWords(seconds: number | null): string {
  return seconds === null ? '一小时内走不到' : `${walkMinutes(seconds)} 分钟`
}
