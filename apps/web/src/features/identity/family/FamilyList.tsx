import './family.css'
import { useQuery } from '@tanstack/react-query'
import type { MandateReply } from '@xiayi/contract/mandates'
import { Button } from '@xiayi/ui/Button.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'
import { MandateCard } from './MandateCard.tsx'
import { mandatesQuery } from './mandates.queries.ts'

const groups: readonly { title: string; holds: (mandate: MandateReply) => boolean; none?: string }[] = [
  { title: '等您确认', holds: ({ moves }) => moves.includes('confirm') },
  { title: '等对方确认', holds: ({ state, moves }) => state === 'proposed' && !moves.includes('confirm') },
  {
    title: '谁能替我办',
    holds: ({ state, myPart }) => state === 'active' && myPart === 'principal',
    none: '现在没有人能替您办事。要请家人帮忙，在下面添加。',
  },
  {
    title: '我能替谁办',
    holds: ({ state, myPart }) => state === 'active' && myPart === 'agent',
    none: '您现在不替别人办事。要替父母等家人办，在下面添加，对方确认后有效。',
  },
  { title: '最近结束的', holds: ({ endedAt }) => endedAt !== null },
]

/** Who may act for me, for whom I may act, and what waits for an answer. */
export function FamilyList() {
  const { code: county } = useCounty()
  const mandates = useQuery(mandatesQuery(county))
  return (
    <>
      {mandates.error && (
        <ProblemNotice problem={shownProblem(mandates.error)}>
          <Button onClick={() => void mandates.refetch()}>再试一次</Button>
        </ProblemNotice>
      )}
      {mandates.isPending && <Waiting />}
      {mandates.data &&
        groups.map(({ title, holds, none }) => {
          const items = mandates.data.items.filter(holds)
          if (items.length === 0 && none === undefined) return null
          return (
            <section key={title} className="card stack" aria-label={title}>
              <h2 className="card__title">{title}</h2>
              {items.length === 0 && <p className="soft">{none}</p>}
              {items.length > 0 && (
                <ul className="mandates">
                  {items.map((mandate) => (
                    <MandateCard key={mandate.id} mandate={mandate} />
                  ))}
                </ul>
              )}
            </section>
          )
        })}
    </>
  )
}
