import './stock-taking.css'
import type { CircleFact } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { dayWords } from '@xiayi/ui/format'
import { answerWords, isStale, questionsByTopic, statusWords } from './fact-words.ts'

type StockTakingSheetProps = {
  questions: readonly StandardQuestion[]
  facts: readonly CircleFact[]
  now: number
}

/** Left to be written in. */
const ROOM = '\u00a0'

/** The paper form: each question, what is known, and room to write. */
export function StockTakingSheet({ questions, facts, now }: StockTakingSheetProps) {
  const known = new Map(facts.map((fact) => [fact.key, fact]))
  const numbers = new Map(questions.map(({ key }, at) => [key, at + 1]))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- on a phone it scrolls sideways, also for a keyboard
    <div className="stock-sheet__topics" role="region" aria-label="要登记的事项" tabIndex={0}>
      {questionsByTopic(questions).map(([topic, list]) => (
        <table key={topic} className="stock-sheet__table">
          <caption>{topic}</caption>
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">事项</th>
              <th scope="col">现在登记的</th>
              <th scope="col">这次填写</th>
              <th scope="col">依据</th>
            </tr>
          </thead>
          <tbody>
            {list.map((question) => (
              <tr key={question.key}>
                <td className="x-num">{numbers.get(question.key)}</td>
                <td>
                  <b>{question.label}</b>
                  {question.hint !== null && <span className="stock-sheet__hint">{question.hint}</span>}
                  <span className="stock-sheet__hint">
                    用于：{question.clauses.map((clause) => `${clause.title}（${clause.asks}）`).join('；')}
                  </span>
                </td>
                <td>
                  <Known fact={known.get(question.key)} question={question} now={now} />
                </td>
                <td>
                  <Blank question={question} />
                </td>
                <td>{ROOM}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function Known({ fact, question, now }: { fact: CircleFact | undefined; question: StandardQuestion; now: number }) {
  if (fact === undefined || fact.value === null) return <>不知道</>
  return (
    <>
      {answerWords(fact.value, question.unit)}
      <span className="stock-sheet__hint">
        {dayWords(`${fact.observedOn}T00:00:00+08:00`)}
        {isStale(fact.observedOn, question, now) && '，已过期'}
      </span>
    </>
  )
}

/** Boxes to tick and lines to write on. */
function Blank({ question }: { question: StandardQuestion }) {
  switch (question.kind) {
    case 'boolean':
      return <Boxes words={['是', '否']} />
    case 'evidence':
      return <Boxes words={Object.values(statusWords)} />
    case 'list':
      return <Boxes words={[...question.options, '其他 ________']} />
    case 'survey':
      return (
        <>
          <span className="stock-sheet__line">满意 ______ 份</span>
          <span className="stock-sheet__line">已答 ______ 份</span>
          <span className="stock-sheet__line">方法 ________</span>
        </>
      )
    case 'number':
      return <span className="stock-sheet__line">__________ {question.unit}</span>
    case 'text':
      return question.isClosed ? (
        <Boxes words={question.options} />
      ) : (
        <span className="stock-sheet__line">__________</span>
      )
  }
}

function Boxes({ words }: { words: readonly string[] }) {
  return (
    <span className="stock-sheet__boxes">
      {words.map((word) => (
        <span key={word}>□ {word}</span>
      ))}
    </span>
  )
}
