import './why.css'
import { Empty, Waiting } from '@xiayi/ui/Notice.tsx'
import {
  secondsWords,
  segmentWords,
  shorterWords,
  sortedByNeed,
  spotWords,
} from '../../../features/circles/why-words.ts'
import { useCategoryName } from '../../category-names.ts'
import { FigureTable } from '../FigureTable.tsx'
import { useWhy } from './use-why.ts'

const stateWords = { pass: '达到', fail: '超出', 'not-asked': '没有要求' } as const

/** Every figure that the map and the panel show of one building. */
export function WhyTable() {
  const { from, why, item, way } = useWhy()
  const name = useCategoryName()
  const walk = way?.walk ?? null
  if (from === null) return <Empty title="还没有选楼。关上表格，先在地图上点一栋。" />
  if (why === undefined) return <Waiting />
  return (
    <>
      {way !== undefined && walk !== null && item !== undefined && (
        <>
          <FigureTable
            title={`到${name(item.categoryId)}怎么走：分段`}
            head={['段', '怎么走', '米', '时间']}
            rows={walk.segments.map(({ kind, metres, seconds }, at) => ({
              key: String(at),
              cells: [at + 1, segmentWords[kind] ?? '其他路', metres, secondsWords(seconds)],
            }))}
          />
          <FigureTable
            title="路过"
            head={['第几处', '什么', '等多久']}
            rows={walk.spots.map(({ kind, seconds }, at) => ({
              key: String(at),
              cells: [at + 1, spotWords[kind] ?? kind, secondsWords(seconds)],
            }))}
          />
          <FigureTable
            title="怎样才走得到"
            head={['办法', '米', '走到', '时间']}
            rows={way.shorterWays.map(({ kind, metres, seconds, placeName }, at) => ({
              key: String(at),
              cells: [shorterWords[kind], Math.round(metres), placeName, secondsWords(seconds)],
            }))}
          />
        </>
      )}
      <FigureTable
        title="到每一类"
        head={['类别', '时间', '最近的一处', '界限（分钟）', '结果']}
        rows={sortedByNeed(why.items).map(({ categoryId, seconds, placeName, limit, state }) => ({
          key: categoryId,
          cells: [
            name(categoryId),
            seconds === null ? '一小时内没有' : secondsWords(seconds),
            placeName,
            limit?.minutes ?? null,
            stateWords[state],
          ],
        }))}
      />
    </>
  )
}
