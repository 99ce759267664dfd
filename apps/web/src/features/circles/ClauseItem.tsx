import type { ClauseResult } from '@xiayi/contract/circles'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { UnverifiedMark } from '@xiayi/ui/Tag.tsx'
import type { ReactNode } from 'react'
import { type clauseGroups, figureWords, findingWords } from './clause-words.ts'

type Look = (typeof clauseGroups)[number]

type ClauseItemProps = { clause: ClauseResult; look: Look; tierNames: string; course?: ReactNode }

/** One clause: its state and figure at a glance; opened, what was found, what would make it pass, and who says so. */
export function ClauseItem({ clause, look, tierNames, course }: ClauseItemProps) {
  const { document, section, url } = clause.source
  const cited = section === null ? document : `${document} ${section}`
  return (
    <li id={`clause-${clause.clauseId}`} className={`clause clause--${look.tone}`}>
      <details>
        <summary className="clause__head">
          <span className="clause__state">
            <Icon name={look.icon} size={18} />
            <span className="x-sr">{look.word}：</span>
          </span>
          <h4 className="clause__title">{clause.title}</h4>
          <span className="clause__tier soft small">{tierNames}</span>
          {clause.figure !== null && (
            <ClauseFigure figure={clause.figure} ruleKind={clause.ruleKind} tone={look.tone} course={course} />
          )}
        </summary>
        <div className="clause__more">
          <p>{findingWords(clause)}</p>
          {clause.toPass !== null && (
            <p className="clause__to-pass">
              <b>怎样才达标</b> {clause.toPass}
            </p>
          )}
          <p className="soft small">
            依据：{url === null ? cited : <a href={url}>{cited}</a>} {!clause.verified && <UnverifiedMark />}
          </p>
          {clause.assumptions.length > 0 && (
            <p className="soft small">原文没写明的，这样理解：{clause.assumptions.join('；')}</p>
          )}
        </div>
      </details>
    </li>
  )
}

type ClauseFigureProps = Pick<ClauseItemProps, 'course'> & {
  figure: NonNullable<ClauseResult['figure']>
  ruleKind: string
  tone: Look['tone']
}

function ClauseFigure({ figure, ruleKind, tone, course }: ClauseFigureProps) {
  const words = figureWords({ figure, ruleKind })
  return (
    <div className="clause__figure">
      <b className="x-num">{words.main}</b>
      <span className="soft small x-num">{[words.base, words.goal].filter((part) => part !== null).join(' · ')}</span>
      {words.share !== null && (
        <Bar
          value={words.share}
          threshold={words.goalShare}
          tone={tone}
          label={[words.main, words.base, words.goal].filter((part) => part !== null).join('，')}
        />
      )}
      {course}
    </div>
  )
}
