import type { PlaceHit } from '@xiayi/contract/places'
import { Tag } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { openingWords } from './opening-words.ts'
import { WalkFigure } from './WalkFigure.tsx'

type PlaceHitListProps = {
  hits: readonly PlaceHit[]
  /** unasked: nobody said where they start; pending: minutes are still to come */
  walk: 'known' | 'pending' | 'unasked'
  categoryName: (id: string) => string
  link: (hit: PlaceHit, children: ReactNode) => ReactNode
}

export function PlaceHitList({ hits, walk, categoryName, link }: PlaceHitListProps) {
  return (
    <ul className="place-list">
      {hits.map((hit) => {
        const opening = openingWords(hit.opening)
        return (
          <li key={hit.id}>
            {link(
              hit,
              <>
                {walk !== 'unasked' && <WalkFigure seconds={hit.walkSeconds} isPending={walk === 'pending'} />}
                <span className="place-list__words">
                  <b>{hit.name}</b>
                  <span className="soft small">
                    {hit.categoryIds.map(categoryName).join('、')}
                    {hit.address !== null && ` · ${hit.address}`}
                  </span>
                </span>
                {hit.opening.state !== 'unknown' && <Tag tone={opening.tone}>{opening.word}</Tag>}
              </>,
            )}
          </li>
        )
      })}
    </ul>
  )
}
