import { type ReactNode, useId, useState } from 'react'
import { Icon } from './Icon.tsx'

type ChartOrTableProps = {
  title: string
  /** what the reader may choose, beside the title */
  controls?: ReactNode
  note?: ReactNode
  chart: ReactNode
  /** the same figures in rows */
  table: ReactNode
}

/** A picture, and one press away its figures in rows, for those who read rather than look. */
export function ChartOrTable({ title, controls, note, chart, table }: ChartOrTableProps) {
  const id = useId()
  const [isTable, setIsTable] = useState(false)
  return (
    <section className="x-chart" aria-labelledby={id}>
      <header className="x-chart__head">
        <h2 id={id}>{title}</h2>
        <div className="x-chart__controls">
          {controls}
          <button
            type="button"
            className="x-chart__switch"
            aria-pressed={isTable}
            aria-label={`${title}：表格`}
            onClick={() => setIsTable(!isTable)}
          >
            <Icon name="table" size={18} />
            表格
          </button>
        </div>
      </header>
      {note !== undefined && <p className="soft small">{note}</p>}
      {isTable ? table : chart}
    </section>
  )
}
