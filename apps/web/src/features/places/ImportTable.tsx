import type { PlaceImport } from '@xiayi/contract/places'
import { bytesWords, countWords, dayTimeWords } from '@xiayi/ui/format'
import { Empty } from '@xiayi/ui/Notice.tsx'
import { Tag } from '@xiayi/ui/Tag.tsx'
import { Button, Table } from 'antd'
import type { ReactNode } from 'react'
import { kindWords, stateWords } from './import-words.ts'

type ImportTableProps = {
  imports: readonly PlaceImport[]
  link: (one: PlaceImport, children: ReactNode) => ReactNode
  onMore: (() => void) | null
}

export function ImportTable({ imports, link, onMore }: ImportTableProps) {
  if (imports.length === 0) return <Empty title="还没有导入过">上传一个文件试试，确认之前什么都不会写进去。</Empty>
  return (
    <>
      <Table
        rowKey="id"
        dataSource={[...imports]}
        pagination={false}
        scroll={{ x: 900 }}
        columns={[
          {
            title: '文件',
            render: (_, one) => (
              <>
                {link(one, one.fileName)} <span className="soft small">{bytesWords(one.fileBytes)}</span>
              </>
            ),
          },
          { title: '内容', width: 220, render: (_, one) => kindWords[one.kind] },
          {
            title: '状态',
            width: 110,
            render: (_, one) => <Tag tone={stateWords[one.state].tone}>{stateWords[one.state].word}</Tag>,
          },
          {
            title: '行数',
            width: 200,
            render: (_, one) =>
              one.counts === null
                ? '—'
                : `${countWords(one.counts.rows)}（错误 ${countWords(one.counts.errors)}，重复 ${countWords(one.counts.conflicts)}）`,
          },
          { title: '时间', width: 190, render: (_, one) => dayTimeWords(one.createdAt) },
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
