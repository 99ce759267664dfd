import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Button, Table } from 'antd'
import { placeActionWords, signedWords } from '../../features/places/edit-words.ts'
import { recentChangesQuery } from '../../features/places/edits.queries.ts'
import { NetworkEditTable } from '../../features/places/NetworkEditTable.tsx'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'

/** What people changed by hand: the network and the places, who and when, and the way back. */
export function EditsPage() {
  const { code } = useCounty()
  const changes = useInfiniteQuery(recentChangesQuery(code))
  const rows = changes.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <header className="office__head">
        <div>
          <h1>修改记录</h1>
          <p className="soft">手工登记的修改，都能撤销。下次导入遇到它们，会先问您，不会悄悄覆盖。</p>
        </div>
        <Link to="/office/places/$placeId" params={{ placeId: 'new' }} className="x-button x-button--main">
          登记网点
        </Link>
      </header>
      <section aria-labelledby="network-edits">
        <h2 id="network-edits">路网</h2>
        <NetworkEditTable />
      </section>
      <section aria-labelledby="place-edits">
        <h2 id="place-edits">网点</h2>
        {changes.error && <ProblemNotice problem={shownProblem(changes.error)} />}
        {changes.isPending && <Waiting />}
        {rows?.length === 0 && <Empty title="还没有手工改过网点">在网点的页面上点“修改”，或在这里登记一个。</Empty>}
        {rows !== undefined && rows.length > 0 && (
          <Table
            rowKey={(row) => `${row.placeId} ${row.version}`}
            dataSource={rows}
            pagination={false}
            scroll={{ x: 620 }}
            columns={[
              {
                title: '网点',
                render: (_, row) => (
                  <Link to="/office/places/$placeId" params={{ placeId: row.placeId }}>
                    {row.name}
                  </Link>
                ),
              },
              { title: '做了什么', width: 110, render: (_, row) => placeActionWords[row.action] },
              { title: '登记人', width: 140, render: (_, row) => signedWords(row) },
              { title: '时间', width: 190, render: (_, row) => dayTimeWords(row.at) },
            ]}
          />
        )}
        {changes.hasNextPage && (
          <p className="more">
            <Button loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
              看更早的
            </Button>
          </p>
        )}
      </section>
    </>
  )
}
