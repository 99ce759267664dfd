import type { StandardQuestion } from '@xiayi/contract/standards'
import { Button } from '@xiayi/ui/Button.tsx'
import { dayWords } from '@xiayi/ui/format'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { type ReactNode, useId } from 'react'
import { useNow } from '../../../live/now.ts'
import { AnswerInput } from './AnswerInput.tsx'
import { answerWords, askWords, factAgeWords, isStale } from './fact-words.ts'
import { readTyped } from './typed-answer.ts'
import type { FactSheetState } from './use-fact-sheet.ts'

type AnswerCardProps = { question: StandardQuestion; sheet: FactSheetState; children?: ReactNode }

/** One question: what is asked, what is known, the answer, and what somebody else recorded meanwhile. */
export function AnswerCard({ question, sheet, children }: AnswerCardProps) {
  const labelId = useId()
  const hintId = useId()
  const now = useNow()
  const fact = sheet.facts.get(question.key)
  const typed = sheet.typedFor(question)
  const isTouched = sheet.draft.answers[question.key] !== undefined
  const fault = sheet.content.faults[question.key]
  const isOld = fact !== undefined && fact.value !== null && isStale(fact.observedOn, question, now)
  const isOvertaken = sheet.overtaken.some(({ key }) => key === question.key)
  return (
    <article className={isTouched ? 'answer answer--touched' : 'answer'}>
      <h3 id={labelId}>{question.label}</h3>
      <p id={hintId} className="soft small">
        {[askWords(question), question.hint].filter((part) => part !== null).join('。')}
        {question.maxAgeDays !== null && `。超过 ${question.maxAgeDays} 天的不算`}
      </p>
      <p className="answer__known small">
        现在登记：
        {fact === undefined || fact.value === null ? (
          <Tag tone="unknown">不知道</Tag>
        ) : (
          <>
            <b>{answerWords(fact.value, question.unit)}</b>{' '}
            <span className="soft">
              {dayWords(`${fact.observedOn}T00:00:00+08:00`)}（{factAgeWords(fact.observedOn, now)}）
              {fact.by !== null && `，${fact.by}`}
              {`，依据：${fact.evidence ?? '没有写'}`}
            </span>{' '}
            {isOld && <Tag tone="fail">过期，不算数</Tag>}
          </>
        )}
      </p>
      <AnswerInput
        question={question}
        typed={typed}
        onChange={(patch) => sheet.answer(question, { isConfirmed: false, ...patch })}
        labelId={labelId}
        describedBy={hintId}
      />
      {fault !== undefined && (
        <p className="answer__fault" role="alert">
          {fault}
        </p>
      )}
      {isOvertaken && <Overtaken question={question} sheet={sheet} />}
      <div className="answer__foot">
        {fact !== undefined && fact.value !== null && !isTouched && (
          <Button look="quiet" onClick={() => sheet.answer(question, { isConfirmed: true })}>
            值没变，又核实了一次
          </Button>
        )}
        {typed.isConfirmed && isTouched && <span className="small">值不变，日期改为新的。</span>}
        {isTouched && !isOvertaken && (
          <Button look="quiet" onClick={() => sheet.giveUp(question)}>
            不改了
          </Button>
        )}
        {children}
      </div>
    </article>
  )
}

/** Two answers side by side, and a person decides. */
function Overtaken({ question, sheet }: { question: StandardQuestion; sheet: FactSheetState }) {
  const fact = sheet.facts.get(question.key)
  const read = readTyped(question, sheet.typedFor(question))
  return (
    <div className="answer__conflict" role="alert">
      <p>
        <b>您填写的时候，别人改过这一项。</b>
      </p>
      <dl>
        <div>
          <dt>现在登记的{fact?.by ? `（${fact.by}）` : ''}</dt>
          <dd>{answerWords(fact?.value ?? null, question.unit)}</dd>
        </div>
        <div>
          <dt>您填的</dt>
          <dd>{'value' in read ? answerWords(read.value, question.unit) : read.fault}</dd>
        </div>
      </dl>
      <p className="row">
        <Button onClick={() => sheet.giveUp(question)}>用现在登记的</Button>
        <Button onClick={() => sheet.insist(question)}>用我填的</Button>
      </p>
    </div>
  )
}
