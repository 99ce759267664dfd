import { useQuery } from '@tanstack/react-query'
import { dayTimeWords } from '@xiayi/ui/format'
import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import { networkEditWords, signedWords, standingWords } from '../../../features/places/edit-words.ts'
import { networkEditsQuery } from '../../../features/places/edits.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { FigureTable } from '../FigureTable.tsx'

export function EditTable() {
  const { code } = useCounty()
  const { data } = useQuery(networkEditsQuery(code))
  if (data === undefined) return <Waiting />
  if (data.items.length === 0) return <Empty title="路网还没有改过。关上表格，选一支笔在图上画。" />
  return (
    <FigureTable
      title="路网的历次修改"
      head={['号', '做了什么', '为什么', '登记人', '时间', '现在']}
      rows={data.items.map((row) => ({
        key: row.id,
        cells: [
          row.number,
          networkEditWords(row, data.items),
          row.why,
          signedWords(row),
          dayTimeWords(row.at),
          standingWords(row),
        ],
      }))}
    />
  )
}
