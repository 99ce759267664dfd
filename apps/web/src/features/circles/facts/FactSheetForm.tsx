import './facts.css'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { shownProblem } from '../../../live/request.ts'
import { AnswerCard } from './AnswerCard.tsx'
import { FactHistory } from './FactHistory.tsx'
import { FlipList } from './FlipList.tsx'
import { questionsByTopic } from './fact-words.ts'
import { SheetSignature } from './SheetSignature.tsx'
import { useFactSheet } from './use-fact-sheet.ts'

type FactSheetFormProps = {
  circleId: string
  standard: string
  /** all of the standard's: what is kept of other questions is sent along */
  questions: readonly StandardQuestion[]
  /** left out: all are shown */
  only?: string
  circleLink: (id: string, label: string) => ReactNode
}

/** One circle's whole sheet, or one question of it, on a desk. */
export function FactSheetForm({ circleId, standard, questions, only, circleLink }: FactSheetFormProps) {
  const sheet = useFactSheet({ circleId, standard, questions, channel: 'screen' })
  const { recorded, draft, content, overtaken, send, isKept } = sheet
  const [openHistory, setOpenHistory] = useState<string | null>(only ?? null)
  if (recorded.error) return <ProblemNotice problem={shownProblem(recorded.error)} />
  if (!recorded.data) return <Waiting />
  const shown = questions.filter(({ key }) => only === undefined || key === only)
  const elsewhere = Object.keys(draft.answers).filter((key) => !shown.some((question) => question.key === key)).length
  const faults = Object.keys(content.faults).length
  return (
    <form
      className="fact-sheet"
      onSubmit={(event) => {
        event.preventDefault()
        if (content.facts.length > 0 && faults === 0 && overtaken.length === 0) send.mutate()
      }}
    >
      {questionsByTopic(shown).map(([topic, list]) => (
        <section key={topic} className="fact-sheet__topic" aria-label={topic}>
          {only === undefined && <h2>{topic}</h2>}
          <div className="fact-sheet__answers">
            {list.map((question) => (
              <AnswerCard key={question.key} question={question} sheet={sheet}>
                {only === undefined && (
                  <Button
                    type="text"
                    aria-expanded={openHistory === question.key}
                    onClick={() => setOpenHistory(openHistory === question.key ? null : question.key)}
                  >
                    历次登记
                  </Button>
                )}
                {openHistory === question.key && <FactHistory circleId={circleId} question={question} />}
              </AnswerCard>
            ))}
          </div>
        </section>
      ))}
      {send.isSuccess && !isKept && <FlipList jobId={sheet.evaluationJobId} circleLink={circleLink} />}
      <div className={isKept ? 'fact-sheet__save fact-sheet__save--kept card' : 'fact-sheet__save card'}>
        <SheetSignature sheet={sheet} />
        {elsewhere > 0 && <p className="small">这个生活圈还有 {elsewhere} 项填了没保存，会一起保存。</p>}
        {faults > 0 && <p className="answer__fault">有 {faults} 项填得不对，改好才能保存。</p>}
        {overtaken.length > 0 && <p className="answer__fault">有 {overtaken.length} 项被别人改过，先决定用哪一个。</p>}
        {send.error && <ProblemNotice problem={shownProblem(send.error)} />}
        <div className="row">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            loading={send.isPending}
            disabled={content.facts.length === 0 || faults > 0 || overtaken.length > 0 || draft.day === ''}
          >
            {content.facts.length === 0 ? '没有要保存的' : `保存 ${content.facts.length} 项并重新评价`}
          </Button>
          {isKept && (
            <>
              <span className="soft small">还没保存，已暂存在这台设备上。</span>
              <Button type="text" onClick={sheet.forget}>
                全部不要
              </Button>
            </>
          )}
        </div>
      </div>
    </form>
  )
}
