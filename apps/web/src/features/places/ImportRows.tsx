import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportRow } from '@xiayi/contract/places'
import { distanceWords } from '@xiayi/ui/format'
import { ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { ScrollRegion } from '@xiayi/ui/ScrollRegion.tsx'
import { Button, Radio, Table } from 'antd'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { decideConflict } from './import-actions.ts'
import { aboutWords, decisionsAbout, decisionWords } from './import-words.ts'
import { importRowsQuery } from './places.queries.ts'

type ImportRowsProps = { importId: string; state: 'error' | 'conflict'; mayDecide: boolean }
type Decision = NonNullable<ImportRow['decision']>

/** The rows that need a person: where each is, what is wrong with it, and what to do. */
export function ImportRows({ importId, state, mayDecide }: ImportRowsProps) {
  const { code } = useCounty()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    importRowsQuery(code, importId, state),
  )
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  const rows = data.pages.flatMap((page) => page.items)
  const title = state === 'error' ? '要改的行' : '请您决定'
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {state === 'error' ? (
        <ErrorTable rows={rows} />
      ) : (
        <ConflictTable importId={importId} rows={rows} mayDecide={mayDecide} />
      )}
      {hasNextPage && (
        <p className="more">
          <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            再看 50 行
          </Button>
        </p>
      )}
    </section>
  )
}

function ErrorTable({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <ScrollRegion label="每一行的问题">
      <Table
        className="import-errors"
        rowKey={(row) => `${row.row} ${row.column ?? ''}`}
        dataSource={[...rows]}
        pagination={false}
        columns={[
          { title: '第几行', dataIndex: 'row', width: 90, align: 'right' },
          { title: '列', width: 110, render: (_, row) => row.column ?? '—' },
          { title: '名称', width: 180, render: (_, row) => row.name ?? '—' },
          { title: '问题', width: 240, render: (_, row) => row.message ?? '—' },
          { title: '怎么办', width: 280, render: (_, row) => row.remedy ?? '改好后重新上传' },
        ]}
      />
    </ScrollRegion>
  )
}

function ConflictTable({
  importId,
  rows,
  mayDecide,
}: {
  importId: string
  rows: readonly ImportRow[]
  mayDecide: boolean
}) {
  const { code } = useCounty()
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: ({ row, decision }: { row: number; decision: Decision }) =>
      decideConflict(code, importId, row, decision),
    onSettled: () => client.invalidateQueries({ queryKey: ['places', code] }),
  })
  return (
    <>
      {decide.error && <ProblemNotice problem={shownProblem(decide.error)} />}
      <Table
        rowKey="row"
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 940 }}
        columns={[
          {
            title: '第几行',
            width: 110,
            align: 'right',
            render: (_, row) => (row.about === 'row' ? row.row : aboutWords[row.about]),
          },
          { title: '名称', width: 190, render: (_, row) => row.name ?? '—' },
          {
            title: '已经有的',
            width: 240,
            render: (_, row) =>
              row.existing === null || row.about !== 'row'
                ? '—'
                : `${row.existing.name}（相距 ${distanceWords(row.existing.metres)}）`,
          },
          { title: '为什么', width: 240, render: (_, row) => row.message ?? '—' },
          {
            title: '怎么办',
            width: 170,
            render: (_, row) => (
              <Radio.Group
                vertical
                options={decisionsAbout[row.about].map((value) => ({ value, label: decisionWords[value] }))}
                value={row.decision}
                disabled={!mayDecide || decide.isPending}
                onChange={(event) => {
                  const decision = decisionsAbout[row.about].find((value) => value === event.target.value)
                  if (decision) decide.mutate({ row: row.row, decision })
                }}
              />
            ),
          },
        ]}
      />
    </>
  )
}
