import './facts.css'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FactImport, FactImportCell } from '@xiayi/contract/circle-facts'
import type { Job } from '@xiayi/contract/system'
import { bytesWords, countWords, dayTimeWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Progress, Table } from 'antd'
import type { ReactNode } from 'react'
import { useCounty } from '../../../live/county.ts'
import { isFinished } from '../../../live/jobs.ts'
import { shownProblem } from '../../../live/request.ts'
import { FlipList } from './FlipList.tsx'
import { importStateWords, isUnderWay } from './fact-import-words.ts'
import { applyFactImport, cancelFactImport, factCellsQuery } from './facts.queries.ts'

type FactImportViewProps = {
  one: FactImport
  job: Job | undefined
  circleLink: (id: string, label: string) => ReactNode
  sheetLink: (id: string, label: string) => ReactNode
}

/** One spreadsheet from upload to end: progress, a verdict for every cell, the decision, and which clauses flipped. */
export function FactImportView({ one, job, circleLink, sheetLink }: FactImportViewProps) {
  const { code } = useCounty()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['circles', code] })
  const apply = useMutation({ mutationFn: () => applyFactImport(code, one.id), onSettled: refresh })
  const cancel = useMutation({ mutationFn: () => cancelFactImport(code, one.id), onSettled: refresh })
  const error = apply.error ?? cancel.error
  const { counts } = one
  return (
    <div className="import-detail">
      <p className="row soft">
        <Tag tone={importStateWords[one.state].tone}>{importStateWords[one.state].word}</Tag>
        <span>{bytesWords(one.fileBytes)}</span>
        <span>{dayTimeWords(one.createdAt)}</span>
        {one.by !== null && <span>{one.by}</span>}
      </p>
      {isUnderWay(one.state) && (
        <section className="card" role="status" aria-label="进度">
          <Progress
            percent={Math.round((job && !isFinished(job.state) ? job.progress : 0) * 100)}
            aria-label="检查进度"
          />
          <p>{job?.stage || '正在排队…'}</p>
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            取消
          </Button>
        </section>
      )}
      {one.problem !== null && <ProblemNotice problem={{ ...one.problem, errors: [], traceId: null }} />}
      {error && <ProblemNotice problem={shownProblem(error)} />}
      {counts !== null && <Heaps counts={counts} ignored={one.understood['ignoredColumns']} />}
      {one.state === 'checked' && counts !== null && (
        <Decision
          counts={counts}
          isBusy={apply.isPending || cancel.isPending}
          onApply={() => apply.mutate()}
          onCancel={() => cancel.mutate()}
        />
      )}
      {apply.isSuccess && <FlipList jobId={apply.data.evaluationJobId} circleLink={circleLink} />}
      {counts !== null &&
        (['error', 'conflict', 'update', 'create'] as const).map((state) => (
          <CellTable
            key={state}
            importId={one.id}
            state={state}
            count={counts[countNames[state]]}
            sheetLink={sheetLink}
          />
        ))}
    </div>
  )
}

const countNames = { create: 'created', update: 'updated', error: 'errors', conflict: 'conflicts' } as const

function Heaps({ counts, ignored }: { counts: NonNullable<FactImport['counts']>; ignored: unknown }) {
  const names = Array.isArray(ignored) ? ignored.map(String) : []
  return (
    <section className="card import-counts" aria-label="检查结果">
      <p className="import-heaps x-num">
        <span>
          填了 <b>{countWords(counts.cells)}</b> 格，{countWords(counts.circles)} 个生活圈
        </span>
        <span>新登记 {countWords(counts.created)}</span>
        <span>更改 {countWords(counts.updated)}</span>
        <span>没有变化 {countWords(counts.unchanged)}</span>
        <span>有错误 {countWords(counts.errors)}</span>
        <span>别人已改 {countWords(counts.conflicts)}</span>
      </p>
      {names.length > 0 && <p className="soft small">没用上的列：{names.join('、')}</p>}
    </section>
  )
}

function Decision({
  counts,
  isBusy,
  onApply,
  onCancel,
}: {
  counts: NonNullable<FactImport['counts']>
  isBusy: boolean
  onApply: () => void
  onCancel: () => void
}) {
  const writes = counts.created + counts.updated
  return (
    <section className="card import-detail__decide">
      <p>
        {writes === 0
          ? '没有要写入的：都和已登记的一样，或者有错误。'
          : `点“写入”，登记 ${countWords(writes)} 项，随后重新评价。有错误的和别人已改的不写。要么全写进去，要么什么都不写。`}
      </p>
      <div className="row">
        <Button type="primary" size="large" disabled={writes === 0} loading={isBusy} onClick={onApply}>
          写入
        </Button>
        <Button size="large" disabled={isBusy} onClick={onCancel}>
          放弃
        </Button>
      </div>
    </section>
  )
}

const titles = {
  error: '要改的格',
  conflict: '别人已经改过的格，没有写入',
  update: '更改的格',
  create: '新登记的格',
} as const

type CellTableProps = {
  importId: string
  state: keyof typeof titles
  count: number
  sheetLink: (id: string, label: string) => ReactNode
}

function CellTable({ importId, state, count, sheetLink }: CellTableProps) {
  const { code } = useCounty()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...factCellsQuery(code, importId, state),
    enabled: count > 0,
  })
  if (count === 0) return null
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const cells = data.pages.flatMap((page) => page.items)
  const isFault = state === 'error' || state === 'conflict'
  return (
    <section aria-label={titles[state]}>
      <h2>{titles[state]}</h2>
      <Table
        rowKey={(cell: FactImportCell) => `${cell.row} ${cell.column ?? ''}`}
        dataSource={cells}
        pagination={false}
        scroll={{ x: 900 }}
        columns={[
          { title: '第几行', dataIndex: 'row', width: 80, align: 'right' },
          {
            title: '生活圈',
            width: 150,
            render: (_, cell) =>
              cell.circleId === null ? (cell.circleName ?? '—') : sheetLink(cell.circleId, cell.circleName ?? '登记页'),
          },
          { title: '列', width: 210, render: (_, cell) => cell.column ?? '—' },
          { title: '现在登记的', width: 150, render: (_, cell) => cell.before ?? '不知道' },
          { title: '文件里的', width: 150, render: (_, cell) => cell.value ?? '—' },
          ...(isFault
            ? [
                { title: '问题', width: 200, render: (_: unknown, cell: FactImportCell) => cell.message ?? '—' },
                {
                  title: '怎么办',
                  width: 220,
                  render: (_: unknown, cell: FactImportCell) => cell.remedy ?? '改好后重新上传',
                },
              ]
            : []),
        ]}
      />
      {hasNextPage && (
        <p className="more">
          <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            再看 50 格
          </Button>
        </p>
      )}
    </section>
  )
}
