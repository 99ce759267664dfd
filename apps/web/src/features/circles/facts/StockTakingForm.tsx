import './facts.css'
import './stock-taking.css'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { ProgressBar } from '@xiayi/ui/Bar.tsx'
import { Button } from '@xiayi/ui/Button.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { type ReactNode, useState } from 'react'
import { shownProblem } from '../../../live/request.ts'
import { AnswerCard } from './AnswerCard.tsx'
import { FlipList } from './FlipList.tsx'
import { answerWords } from './fact-words.ts'
import { SheetSignature } from './SheetSignature.tsx'
import { readTyped } from './typed-answer.ts'
import { type FactSheetState, isPassing, useFactSheet } from './use-fact-sheet.ts'
import { useQueue } from './use-queue.ts'

type StockTakingFormProps = {
  circleId: string
  standard: string
  questions: readonly StandardQuestion[]
  circleLink: (id: string, label: string) => ReactNode
}

/** One question after the other, under the thumb; without a network the answers wait on this phone and go out by themselves. */
export function StockTakingForm({ circleId, standard, questions, circleLink }: StockTakingFormProps) {
  const sheet = useFactSheet({ circleId, standard, questions, channel: 'phone' })
  const { isOnline } = useQueue(sheet)
  const [step, setStep] = useState(0)
  const { recorded, draft, send, content } = sheet
  if (recorded.error && !recorded.data) return <ProblemNotice problem={shownProblem(recorded.error)} />
  if (!recorded.data) return <Waiting />
  const question = questions[step]
  const answered = Object.keys(draft.answers).length
  if (draft.isQueued) return <Queued sheet={sheet} isOnline={isOnline} />
  return (
    <div className="stock-form">
      {send.error && !isPassing(send.error) && <ProblemNotice problem={shownProblem(send.error)} />}
      {send.isSuccess && answered === 0 && <FlipList jobId={sheet.evaluationJobId} circleLink={circleLink} />}
      <p className="stock-form__progress small" role="status">
        {question === undefined ? '看一遍再送出' : `第 ${step + 1} 项，共 ${questions.length} 项`} · 改了 {answered} 项
        {answered > 0 && '，已存在这部手机上'}
      </p>
      <ProgressBar progress={step / Math.max(1, questions.length)} label="填到哪里" />
      {question === undefined ? (
        <Review sheet={sheet} questions={questions} onGo={setStep} />
      ) : (
        <AnswerCard key={question.key} question={question} sheet={sheet} />
      )}
      <nav className="stock-form__ways" aria-label="上一项和下一项">
        <Button disabled={step === 0} icon="back" onClick={() => setStep(step - 1)}>
          上一项
        </Button>
        {question === undefined ? (
          <Button
            look="main"
            disabled={
              content.facts.length === 0 ||
              Object.keys(content.faults).length > 0 ||
              sheet.overtaken.length > 0 ||
              draft.day === ''
            }
            onClick={() => sheet.put({ isQueued: true })}
          >
            送出 {content.facts.length} 项
          </Button>
        ) : (
          <Button look="main" onClick={() => setStep(step + 1)}>
            {draft.answers[question.key] === undefined ? '跳过' : '下一项'}
          </Button>
        )}
      </nav>
      {question !== undefined && answered > 0 && (
        <Button look="quiet" onClick={() => setStep(questions.length)}>
          不往下填了，去送出
        </Button>
      )}
    </div>
  )
}

function Queued({ sheet, isOnline }: { sheet: FactSheetState; isOnline: boolean }) {
  const { content, send, put } = sheet
  return (
    <section className="card stock-form__queued" role="status">
      <p>
        <Icon name={isOnline ? 'clock' : 'offline'} />{' '}
        <b>{isOnline ? `正在送出 ${content.facts.length} 项…` : `没有网，${content.facts.length} 项存在这部手机上`}</b>
      </p>
      <p>
        {isOnline ? '没送到会再试。可以先留着这一页。' : '连上网会自动送出。关掉这一页也不会丢，下次扫码打开时再送。'}
      </p>
      {send.error && isOnline && <p className="soft small">{shownProblem(send.error).detail}</p>}
      <Button onClick={() => put({ isQueued: false })}>先不送，接着改</Button>
    </section>
  )
}

type ReviewProps = { sheet: FactSheetState; questions: readonly StandardQuestion[]; onGo: (step: number) => void }

/** Everything that was answered, before it goes out; what somebody else changed meanwhile waits here for a decision. */
function Review({ sheet, questions, onGo }: ReviewProps) {
  const { draft, content, overtaken } = sheet
  const touched = questions.filter(({ key }) => draft.answers[key] !== undefined)
  if (touched.length === 0) return <p className="card">还没有填。往回翻，填一项也可以送出。</p>
  return (
    <>
      {overtaken.map((question) => (
        <AnswerCard key={question.key} question={question} sheet={sheet} />
      ))}
      <ul className="stock-form__review card">
        {touched.map((question) => {
          const read = readTyped(question, sheet.typedFor(question))
          return (
            <li key={question.key}>
              <span>{question.label}</span>
              <b>{'value' in read ? answerWords(read.value, question.unit) : read.fault}</b>
              <Button look="quiet" onClick={() => onGo(questions.indexOf(question))}>
                改
              </Button>
            </li>
          )
        })}
      </ul>
      {Object.keys(content.faults).length > 0 && <p className="answer__fault">有填得不对的，改好才能送出。</p>}
      <div className="card">
        <SheetSignature sheet={sheet} />
      </div>
    </>
  )
}
