import type { PlaceImport } from '@xiayi/contract/places'
import { countWords } from '@xiayi/ui/format'

type Counts = NonNullable<PlaceImport['counts']>

type ImportCountsProps = { counts: Counts; unit: string; isApplied: boolean }

/** Every row of the file is in exactly one of three heaps, and the heaps add up to the file. */
export function ImportCounts({ counts, unit, isApplied }: ImportCountsProps) {
  const heaps = [
    { word: isApplied ? '已写入' : '可以导入', count: counts.accepted, tone: 'pass' },
    { word: '有错误', count: counts.errors, tone: 'fail' },
    { word: '疑似重复', count: counts.conflicts, tone: 'example' },
  ]
  const kinds = [
    { word: '新增', count: counts.created },
    { word: '更新', count: counts.updated },
    { word: '没有变化', count: counts.unchanged },
    { word: '移除', count: counts.removed },
  ].filter(({ count }) => count > 0)
  return (
    <section className="card import-counts" aria-label="检查结果">
      <p className="import-counts__sum x-num">
        <span>
          文件共 <b>{countWords(counts.rows)}</b> {unit}
        </span>
        <span aria-hidden="true">=</span>
        {heaps.map(({ word, count, tone }, index) => (
          <span key={word} className={`import-counts__heap x-tag--${tone}`}>
            {index > 0 && <span className="x-sr">加</span>}
            {word} <b>{countWords(count)}</b>
          </span>
        ))}
      </p>
      {kinds.length > 0 && (
        <p className="soft x-num">{kinds.map(({ word, count }) => `${word} ${countWords(count)}`).join(' · ')}</p>
      )}
      {counts.standing > 0 && (
        <p className="x-num">另有 {countWords(counts.standing)} 处与本县登记过的修改不合，文件里没有对应的行。</p>
      )}
    </section>
  )
}
