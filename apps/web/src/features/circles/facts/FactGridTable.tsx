import './facts.css'
import type { CircleFact } from '@xiayi/contract/circle-facts'
import type { StandardQuestion } from '@xiayi/contract/standards'
import { countWords, percentWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { useNow } from '../../../live/now.ts'
import { answerWords, factAgeWords, isStale } from './fact-words.ts'
import type { GridView } from './grid-rows.ts'

type FactGridTableProps = {
  view: GridView
  sheetLink: (id: string, label: string) => ReactNode
  onCell: (circleId: string, key: string) => void
}

/** Circles by questions: what is known, how old it is, and where nobody has looked. Every cell opens to be filled in. */
export function FactGridTable({ view, sheetLink, onCell }: FactGridTableProps) {
  const now = useNow()
  const { questions, rows, known, asked } = view
  if (rows.length === 0 || questions.length === 0)
    return <Empty title="没有要显示的">换一个条件，或者这套标准不需要登记事实。</Empty>
  return (
    <>
      <p className="soft x-num">
        显示 {countWords(rows.length)} 个生活圈 × {countWords(questions.length)} 项，已知 {countWords(known)} /{' '}
        {countWords(asked)} 格（{percentWords(known, asked)}）
      </p>
      <Table
        className="fact-grid"
        rowKey={(row) => row.circle.id}
        dataSource={[...rows]}
        size="small"
        bordered
        scroll={{ x: 170 + questions.length * 130, y: 640 }}
        pagination={{ defaultPageSize: 30, showSizeChanger: true, hideOnSinglePage: true }}
        columns={[
          {
            title: '生活圈',
            width: 150,
            fixed: 'left',
            render: (_, { circle, missing }) => (
              <div className="fact-grid__circle">
                <span>
                  {sheetLink(circle.id, circle.name)} {circle.isPilot && <Tag tone="lake">试点</Tag>}
                </span>
                <span className="soft small">{missing === 0 ? '都已登记' : `缺 ${missing} 项`}</span>
              </div>
            ),
          },
          ...questions.map((question) => ({
            key: question.key,
            title: <HeadCell question={question} />,
            width: 130,
            render: (_: unknown, { circle, facts }: GridView['rows'][number]) => (
              <Cell
                circleName={circle.name}
                question={question}
                fact={facts.get(question.key)}
                now={now}
                onOpen={() => onCell(circle.id, question.key)}
              />
            ),
          })),
        ]}
      />
    </>
  )
}

function HeadCell({ question }: { question: StandardQuestion }) {
  const asks = question.clauses.map((clause) => `${clause.title}（${clause.asks}）`).join('；')
  return (
    <span className="fact-grid__head" title={asks}>
      {question.label}
      {question.unit !== null && <span className="soft small">（{question.unit}）</span>}
    </span>
  )
}

type CellProps = {
  circleName: string
  question: StandardQuestion
  fact: CircleFact | undefined
  now: number
  onOpen: () => void
}

function Cell({ circleName, question, fact, now, onOpen }: CellProps) {
  const about = `${circleName}，${question.label}：`
  if (fact === undefined || fact.value === null)
    return (
      <button type="button" className="fact-cell fact-cell--unknown" onClick={onOpen}>
        <span className="x-sr">{about}</span>不知道
      </button>
    )
  const isOld = isStale(fact.observedOn, question, now)
  return (
    <button
      type="button"
      className="fact-cell"
      title={`依据：${fact.evidence ?? '没有写'}${fact.by === null ? '' : `；登记人：${fact.by}`}`}
      onClick={onOpen}
    >
      <span className="x-sr">{about}</span>
      <span className="fact-cell__value">{answerWords(fact.value, question.unit)}</span>
      <span className="fact-cell__age">
        {factAgeWords(fact.observedOn, now)}
        {fact.evidence === null && '，没有依据'}
      </span>
      {isOld && <Tag tone="fail">过期</Tag>}
    </button>
  )
}
