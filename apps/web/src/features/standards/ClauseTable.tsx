import type { standardClause } from '@xiayi/contract/standards'
import { UnverifiedMark } from '@xiayi/ui/Tag.tsx'
import { Table } from 'antd'
import { ruleWords, trustWords } from './trust-words.ts'

type Clause = ReturnType<(typeof standardClause)['parse']>
type ClauseTableProps = { clauses: readonly Clause[]; tiers: readonly { id: string; name: string }[] }

export function ClauseTable({ clauses, tiers }: ClauseTableProps) {
  const tierName = (id: string) => tiers.find((tier) => tier.id === id)?.name ?? id
  return (
    <Table
      rowKey="id"
      dataSource={[...clauses]}
      pagination={false}
      scroll={{ x: 900 }}
      columns={[
        {
          title: '条款',
          render: (_, clause) => (
            <>
              {clause.title}
              {clause.assumptions.length > 0 && (
                <div className="soft small">原文没写明的，这样理解：{clause.assumptions.join('；')}</div>
              )}
            </>
          ),
        },
        {
          title: '等级',
          width: 170,
          filters: tiers.map(({ id, name }) => ({ text: name, value: id })),
          onFilter: (id, clause) => clause.tiers.some((tier) => tier === id),
          render: (_, clause) => clause.tiers.map(tierName).join('、') || '不计入等级',
        },
        { title: '怎么判', width: 110, render: (_, clause) => ruleWords[clause.ruleKind] ?? clause.ruleKind },
        {
          title: '出处',
          width: 300,
          render: (_, { source }) => {
            const cited = [source.document, source.section].filter((part) => part !== null).join(' ')
            return source.url === null ? cited : <a href={source.url}>{cited}</a>
          },
        },
        {
          title: '可信程度',
          width: 210,
          filters: [
            { text: '已核验', value: true },
            { text: '未核验', value: false },
          ],
          onFilter: (value, clause) => clause.verified === value,
          render: (_, clause) => (
            <span className="row">
              {clause.verified ? <span className="x-tag x-tag--pass">已核验</span> : <UnverifiedMark />}
              <span className="soft small">{trustWords[clause.trust]}</span>
            </span>
          ),
        },
      ]}
    />
  )
}
