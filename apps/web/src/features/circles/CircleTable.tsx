import type { CircleSummary } from '@xiayi/contract/circles'
import { countWords, dayWords } from '@xiayi/ui/format'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { type Tier, TierMark, tierLook } from '@xiayi/ui/TierMark.tsx'
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { ClauseTally } from './ClauseTally.tsx'

type CircleTableProps = {
  circles: readonly CircleSummary[]
  tiers: readonly Tier[]
  circleLink: (id: string, label: string) => ReactNode
}

export function CircleTable({ circles, tiers, circleLink }: CircleTableProps) {
  const lookOf = (circle: CircleSummary) => tierLook(tiers, circle.tierId, circle.isEvaluated)
  const rank = (circle: CircleSummary) =>
    circle.isEvaluated ? (tiers.find(({ id }) => id === circle.tierId)?.order ?? 0) : -1
  const words = [...new Set(circles.map((circle) => lookOf(circle).word))]
  return (
    <Table
      rowKey="id"
      dataSource={[...circles]}
      scroll={{ x: 1160 }}
      pagination={{ defaultPageSize: 20, showSizeChanger: true, hideOnSinglePage: true }}
      columns={[
        {
          title: '生活圈',
          dataIndex: 'name',
          width: 180,
          sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
          render: (_, circle) => (
            <span className="row">
              {circleLink(circle.id, circle.name)}
              {circle.isPilot && <Tag tone="lake">试点</Tag>}
            </span>
          ),
        },
        {
          title: '等级',
          width: 140,
          sorter: (a, b) => rank(a) - rank(b),
          filters: words.map((word) => ({ text: word, value: word })),
          onFilter: (word, circle) => lookOf(circle).word === word,
          render: (_, circle) => <TierMark look={lookOf(circle)} />,
        },
        {
          title: '主城区',
          width: 108,
          filters: [
            { text: '主城区', value: true },
            { text: '其他', value: false },
          ],
          onFilter: (value, circle) => circle.isUrban === value,
          render: (_, circle) => (circle.isUrban ? '是' : '否'),
        },
        {
          title: '居民',
          width: 90,
          align: 'right',
          sorter: (a, b) => (a.residents ?? -1) - (b.residents ?? -1),
          render: (_, circle) => (
            <span className="x-num">{circle.residents === null ? '—' : countWords(circle.residents)}</span>
          ),
        },
        {
          title: '条款',
          width: 210,
          sorter: (a, b) => a.failed - b.failed,
          render: (_, circle) =>
            circle.isEvaluated ? (
              <ClauseTally passed={circle.passed} failed={circle.failed} unknown={circle.unknown} />
            ) : (
              '—'
            ),
        },
        {
          title: '主要原因',
          width: 300,
          render: (_, circle) => (
            <span className="clamp" title={circle.mainReason ?? ''}>
              {circle.mainReason ?? '—'}
            </span>
          ),
        },
        {
          title: '评价日期',
          width: 150,
          render: (_, circle) => (circle.evaluatedAt === null ? '—' : dayWords(circle.evaluatedAt)),
        },
      ]}
    />
  )
}
