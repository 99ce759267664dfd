import type { Evaluation } from '@xiayi/contract/circles'
import { Icon } from '@xiayi/ui/Icon.tsx'
import type { ReactNode } from 'react'
import { ClauseItem } from './ClauseItem.tsx'
import { clauseGroups } from './clause-words.ts'

type ClauseGroupsProps = {
  evaluation: Evaluation
  /** how the clause went over time, drawn */
  course?: (clauseId: string) => ReactNode
}

export function ClauseGroups({ evaluation, course }: ClauseGroupsProps) {
  const names = new Map(evaluation.tiers.map((tier) => [tier.id, tier.name]))
  return clauseGroups.map((look) => {
    const clauses = evaluation.clauses.filter((clause) => clause.state === look.state)
    if (clauses.length === 0) return null
    const title = (
      <h3 className={`clauses__title clauses__title--${look.tone}`}>
        <Icon name={look.icon} /> {look.word} <span className="x-num">{clauses.length}</span> 项
      </h3>
    )
    const list = (
      <ul className="clauses__list">
        {clauses.map((clause) => (
          <ClauseItem
            key={clause.clauseId}
            clause={clause}
            look={look}
            course={course?.(clause.clauseId)}
            tierNames={clause.tiers.map((id) => names.get(id) ?? id).join('、') || '不计入等级'}
          />
        ))}
      </ul>
    )
    // What is in order, and what nobody knows, is there to be looked up, and does not push what fails off the screen.
    return look.state === 'fail' ? (
      <section key={look.state} className="clauses">
        {title}
        {list}
      </section>
    ) : (
      <details key={look.state} className="clauses clauses--folded">
        <summary>{title}</summary>
        {list}
      </details>
    )
  })
}
