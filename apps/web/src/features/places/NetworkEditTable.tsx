import { useQuery } from '@tanstack/react-query'
import { dayTimeWords } from '@xiayi/ui/format'
import { Empty, ProblemNotice, Waiting } from '@xiayi/ui/Notice.tsx'
import { Table } from 'antd'
import { useCounty } from '../../live/county.ts'
import { shownProblem } from '../../live/request.ts'
import { networkEditWords, signedWords, standingWords } from './edit-words.ts'
import { networkEditsQuery } from './edits.queries.ts'
import { UndoNetworkEdit } from './UndoNetworkEdit.tsx'

/** Every edit of the network, newest first, with who, when and whether it is walked on; each can be undone. */
export function NetworkEditTable() {
  const { code } = useCounty()
  const { data, error } = useQuery(networkEditsQuery(code))
  if (error) return <ProblemNotice problem={shownProblem(error)} />
  if (!data) return <Waiting />
  if (data.items.length === 0)
    return <Empty title="路网还没有改过">加小路、大门、过街，或封闭一段路之后，都列在这里。</Empty>
  const undone = new Set(data.items.flatMap(({ undoes }) => undoes ?? []))
  return (
    <>
      <Table
        rowKey="id"
        dataSource={[...data.items]}
        pagination={false}
        scroll={{ x: 820 }}
        columns={[
          { title: '号', dataIndex: 'number', width: 60, align: 'right' },
          { title: '做了什么', width: 150, render: (_, row) => networkEditWords(row, data.items) },
          { title: '为什么', render: (_, row) => row.why ?? '—' },
          { title: '登记人', width: 120, render: (_, row) => signedWords(row) },
          { title: '时间', width: 180, render: (_, row) => dayTimeWords(row.at) },
          { title: '现在', width: 170, render: (_, row) => standingWords(row) },
          {
            title: '',
            width: 180,
            render: (_, row) =>
              undone.has(row.id) ? null : <UndoNetworkEdit id={row.id} baseVersion={data.networkVersion ?? ''} />,
          },
        ]}
      />
    </>
  )
}
