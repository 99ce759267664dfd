import type { Evaluation } from '@xiayi/contract/circles'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ClauseItem } from './ClauseItem.tsx'
import { clauseGroups } from './clause-words.ts'

export function ClauseGroups({ evaluation }: { evaluation: Evaluation }) {
  const names = new Map(evaluation.tiers.map((tier) => [tier.id, tier.name]))
  return clauseGroups.map((look) => {
    const clauses = evaluation.clauses.filter((clause) => clause.state === look.state)
    if (clauses.length === 0) return null
    return (
      <section key={look.state} className="clauses">
        <h2 className={`clauses__title clauses__title--${look.tone}`}>
          <Icon name={look.icon} /> {look.word} <span className="x-num">{clauses.length}</span> 项
        </h2>
        <ul className="clauses__list">
          {clauses.map((clause) => (
            <ClauseItem
              key={clause.clauseId}
              clause={clause}
              look={look}
              tierNames={clause.tiers.map((id) => names.get(id) ?? id).join('、') || '不计入等级'}
            />
          ))}
        </ul>
      </section>
    )
  })
}
