import type { ReactNode } from 'react'
import { useWide } from '../../map-room/use-wide.ts'

/** One part of the county's page. On a phone it is folded to its name until it is wanted; a wide screen and paper show it whole. */
export function CountyPart({ id, word, children }: { id: string; word: string; children: ReactNode }) {
  const isWide = useWide()
  return (
    <div id={id} className="county__part">
      <details className="county__fold" open={isWide}>
        <summary>{word}</summary>
        {children}
      </details>
    </div>
  )
}
