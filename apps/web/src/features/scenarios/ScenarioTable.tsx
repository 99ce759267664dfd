import type { ScenarioHead } from '@xiayi/contract/stored-scenarios'
import { ageWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import { useNow } from '../../live/now.ts'
import { proposalTones } from './ProposalView.tsx'

const proposalWords = {
  draft: '拟稿',
  proposed: '已提出',
  accepted: '已采纳',
  declined: '未采纳',
  withdrawn: '已撤回',
} as const

type ScenarioTableProps = {
  scenarios: readonly ScenarioHead[]
  link: (one: ScenarioHead, children: ReactNode) => ReactNode
  start: ReactNode
  onMore: (() => void) | null
  /** ids of those that are ticked */
  ticked: readonly string[]
  onTick: (ids: readonly string[]) => void
}

export function ScenarioTable({ scenarios, link, start, onMore, ticked, onTick }: ScenarioTableProps) {
  const now = useNow()
  if (scenarios.length === 0)
    return (
      <Empty title="还没有方案">
        <p>在规划地图上试着添一处、开一道门，或让它告诉您建在哪里，再保存成方案。</p>
        {start}
      </Empty>
    )
  return (
    <>
      <Table
        rowKey="id"
        rowSelection={{
          selectedRowKeys: [...ticked],
          hideSelectAll: true,
          columnTitle: <span className="x-sr">比较</span>,
          getCheckboxProps: (one) => ({ 'aria-label': `比较${one.name}` }),
          onChange: (keys) => onTick(keys.map(String)),
        }}
        dataSource={[...scenarios]}
        pagination={false}
        scroll={{ x: 720 }}
        columns={[
          {
            title: '方案',
            render: (_, one) => (
              <>
                {link(one, one.name)}
                {one.note !== '' && <p className="soft small clamp">{one.note}</p>}
              </>
            ),
          },
          { title: '改动', width: 90, render: (_, one) => `${one.changeCount} 处` },
          {
            title: '提案',
            width: 110,
            render: (_, one) =>
              one.proposalState === null ? (
                <span className="soft">没有</span>
              ) : (
                <Tag tone={proposalTones[one.proposalState]}>{proposalWords[one.proposalState]}</Tag>
              ),
          },
          {
            title: '路网',
            width: 120,
            render: (_, one) => (one.isOnCurrentNetwork ? '当前路网' : <Tag tone="unknown">旧路网上画的</Tag>),
          },
          {
            title: '最近修改',
            width: 190,
            render: (_, one) =>
              [one.changedBy, ageWords(one.changedAt, now)].filter((part) => part !== null).join('，'),
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
