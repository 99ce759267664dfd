import type { Gap } from '@xiayi/contract/circles'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { shareWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Button, Table } from 'antd'
import type { ReactNode } from 'react'

type GapTableProps = {
  gaps: readonly Gap[]
  circleLink: (id: string, label: string) => ReactNode
  onMore: (() => void) | null
}

/** What to mend first: unmet clauses by the number of people they leave out. */
export function GapTable({ gaps, circleLink, onMore }: GapTableProps) {
  if (gaps.length === 0) return <Empty title="没有缺口">还没有评价的，先点上面的“重新评价全县”。</Empty>
  return (
    <>
      <Table
        rowKey={(gap) => `${gap.circleId} ${gap.clauseId}`}
        dataSource={[...gaps]}
        pagination={false}
        scroll={{ x: 860 }}
        columns={[
          {
            title: '生活圈',
            dataIndex: 'circleName',
            width: 150,
            render: (_, gap) => circleLink(gap.circleId, gap.circleName),
          },
          { title: '差在哪', dataIndex: 'title', width: 220, render: (_, gap) => <b>{gap.title}</b> },
          {
            title: '受影响的人',
            dataIndex: 'peopleAffected',
            width: 250,
            render: (_, gap) => (
              <div className="gap-people">
                <span className="x-num">{shareWords(gap.peopleAffected, gap.residents, '人')}</span>
                <Bar
                  value={gap.residents === 0 ? 0 : gap.peopleAffected / gap.residents}
                  tone="fail"
                  label={shareWords(gap.peopleAffected, gap.residents, '人')}
                />
              </div>
            ),
          },
          { title: '怎样才达标', dataIndex: 'toPass', render: (_, gap) => gap.toPass ?? gap.finding },
        ]}
      />
      {onMore !== null && (
        <p className="more">
          <Button onClick={onMore}>再看几条</Button>
        </p>
      )}
    </>
  )
}
