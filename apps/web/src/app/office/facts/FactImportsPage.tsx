import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { countWords, dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Table } from 'antd'
import { FactUpload } from '../../../features/circles/facts/FactUpload.tsx'
import { importStateWords } from '../../../features/circles/facts/fact-import-words.ts'
import { DEFAULT_STANDARD, factImportsQuery } from '../../../features/circles/facts/facts.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { shownProblem } from '../../../live/request.ts'

export function FactImportsPage() {
  const { code, name } = useCounty()
  const { standard = DEFAULT_STANDARD } = useSearch({ from: '/office/facts/import' })
  const navigate = useNavigate()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(factImportsQuery(code))
  const imports = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <p>
        <Link to="/office/facts" search={{ standard }} className="x-way">
          ← 全部生活圈
        </Link>
      </p>
      <header className="office__head">
        <div>
          <h1>用表格登记</h1>
          <p className="soft">
            登记到{name}。先检查，逐格给您看结果，您点“写入”才写进去；同一份表传两次，第二次没有变化。
          </p>
        </div>
      </header>
      <FactUpload
        standard={standard}
        onStarted={(importId) => void navigate({ to: '/office/facts/import/$importId', params: { importId } })}
      />
      <section aria-labelledby="history">
        <h2 id="history">导入记录</h2>
        {error && <ProblemNotice problem={shownProblem(error)} />}
        {!data && !error && <Waiting />}
        {data && imports.length === 0 && <Empty title="还没有导入过">先下载登记表，填好再传回来。</Empty>}
        {imports.length > 0 && (
          <Table
            rowKey="id"
            dataSource={imports}
            pagination={false}
            scroll={{ x: 720 }}
            columns={[
              {
                title: '文件',
                render: (_, one) => (
                  <Link to="/office/facts/import/$importId" params={{ importId: one.id }}>
                    {one.fileName}
                  </Link>
                ),
              },
              {
                title: '状态',
                width: 110,
                render: (_, one) => (
                  <Tag tone={importStateWords[one.state].tone}>{importStateWords[one.state].word}</Tag>
                ),
              },
              {
                title: '写入',
                width: 90,
                align: 'right',
                render: (_, { counts, state }) =>
                  counts === null || state !== 'applied' ? '—' : countWords(counts.created + counts.updated),
              },
              { title: '登记人', width: 120, render: (_, one) => one.by ?? '没有署名' },
              { title: '时间', width: 190, render: (_, one) => dayTimeWords(one.createdAt) },
            ]}
          />
        )}
        {hasNextPage && (
          <p className="more">
            <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              看更早的
            </Button>
          </p>
        )}
      </section>
    </>
  )
}
