import type { ClauseResult } from '@xiayi/contract/circles'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { UnverifiedMark } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { type clauseGroups, figureWords, findingWords } from './clause-words.ts'

type Look = (typeof clauseGroups)[number]

type ClauseItemProps = { clause: ClauseResult; look: Look; tierNames: string; course?: ReactNode }

/** One clause: what was found, as a figure, a bar and a sentence; what would make it pass; and who says so. */
export function ClauseItem({ clause, look, tierNames, course }: ClauseItemProps) {
  const words = clause.figure === null ? null : figureWords({ figure: clause.figure, ruleKind: clause.ruleKind })
  const { document, section, url } = clause.source
  const cited = section === null ? document : `${document} ${section}`
  return (
    <li id={`clause-${clause.clauseId}`} className={`clause clause--${look.tone}`}>
      <div className="clause__head">
        <span className="clause__state">
          <Icon name={look.icon} size={18} />
          <span className="x-sr">{look.word}：</span>
        </span>
        <h4 className="clause__title">{clause.title}</h4>
        <span className="clause__tier soft small">{tierNames}</span>
      </div>
      {words !== null && (
        <div className="clause__figure">
          <b className="x-num">{words.main}</b>
          <span className="soft small x-num">
            {[words.base, words.goal].filter((part) => part !== null).join(' · ')}
          </span>
          {words.share !== null && (
            <Bar
              value={words.share}
              threshold={words.goalShare}
              tone={look.tone}
              label={[words.main, words.base, words.goal].filter((part) => part !== null).join('，')}
            />
          )}
          {course}
        </div>
      )}
      <p>{findingWords(clause)}</p>
      {clause.toPass !== null && (
        <p className="clause__to-pass">
          <b>怎样才达标</b> {clause.toPass}
        </p>
      )}
      <details className="clause__basis soft small">
        <summary>依据{!clause.verified && <UnverifiedMark />}</summary>
        <p>{url === null ? cited : <a href={url}>{cited}</a>}</p>
        {clause.assumptions.length > 0 && <p>原文没写明的，这样理解：{clause.assumptions.join('；')}</p>}
      </details>
    </li>
  )
}
