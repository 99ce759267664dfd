import { Icon } from '@xiayi/ui/Icon.tsx'
import { ExampleMark } from '@xiayi/ui/Tag.tsx'
import { useState } from 'react'
import { useCounty } from '../../live/county.ts'
import type { PlannerTool } from './planner-tool.ts'
import { usePlanner } from './use-planner.ts'

/** Beside the map on a desk, a sheet over its lower half on a phone. */
export function PlannerPanel({ tool }: { tool: PlannerTool }) {
  const { isExample } = useCounty()
  const { search, show } = usePlanner()
  const [isLow, setIsLow] = useState(false)
  const isTable = search.table !== undefined && tool.Table !== undefined
  return (
    <section className={panelClass(isLow, isTable)} aria-label={tool.word}>
      <button type="button" className="planner__grip" aria-expanded={!isLow} onClick={() => setIsLow(!isLow)}>
        <span className="x-sr">{isLow ? '展开' : '收起'}</span>
      </button>
      <header className="planner__head">
        <h2>{tool.word}</h2>
        {isExample && <ExampleMark />}
        {tool.Table !== undefined && (
          <button
            type="button"
            className="planner__switch"
            aria-pressed={isTable}
            onClick={() => show({ table: isTable ? null : 'yes' })}
          >
            <Icon name="table" size={18} />
            表格
          </button>
        )}
      </header>
      {/* Scrolled by the keyboard too, when nothing inside can take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls */}
      <div className="planner__body" key={`${tool.id} ${isTable}`} tabIndex={0}>
        {isTable && tool.Table !== undefined ? <tool.Table /> : <tool.Panel />}
      </div>
    </section>
  )
}

function panelClass(isLow: boolean, isTable: boolean): string {
  return `planner__panel${isLow ? ' planner__panel--low' : ''}${isTable ? ' planner__panel--table' : ''}`
}
