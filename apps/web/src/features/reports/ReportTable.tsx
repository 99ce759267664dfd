import type { Report } from '@xiayi/contract/reports'
import { dayTimeWords, dayWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Table } from 'antd'
import { ReportLink } from './ReportMaker.tsx'
import { formatWords, kindWords, reportStateWords } from './report-words.ts'

/** What was made, newest first: an expired one stays in the list and says so. */
export function ReportTable({ reports, onMore }: { reports: readonly Report[]; onMore: (() => void) | null }) {
  if (reports.length === 0) return <Empty title="还没有做过报告">在上面选一种，做好以后留在这里 90 天。</Empty>
  return (
    <>
      <Table
        rowKey="id"
        dataSource={[...reports]}
        pagination={false}
        scroll={{ x: 820 }}
        columns={[
          {
            title: '报告',
            render: (_, one) => (
              <>
                {one.title}
                {one.problem !== null && <p className="small soft">{one.problem}</p>}
              </>
            ),
          },
          { title: '种类', width: 120, render: (_, one) => kindWords[one.kind] },
          { title: '格式', width: 100, render: (_, one) => formatWords[one.format].name },
          { title: '状态', width: 130, render: (_, one) => <StateTag of={one} /> },
          { title: '时间', width: 190, render: (_, one) => dayTimeWords(one.createdAt) },
          { title: '保留到', width: 140, render: (_, one) => dayWords(one.expiresAt) },
          {
            title: '文件',
            width: 150,
            render: (_, one) => (one.bytes !== null && !one.isExpired ? <ReportLink of={one} /> : '—'),
          },
        ]}
      />
      {onMore !== null && (
        <p className="more">
          <Button onClick={onMore}>看更早的</Button>
        </p>
      )}
    </>
  )
}

function StateTag({ of }: { of: Report }) {
  if (of.isExpired) return <Tag tone="unknown">已过保留期</Tag>
  const { word, tone } = reportStateWords[of.state]
  return <Tag tone={tone}>{of.state === 'running' ? `${word} ${Math.round(of.progress * 100)}%` : word}</Tag>
}
