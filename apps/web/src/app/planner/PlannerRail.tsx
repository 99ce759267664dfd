import { Icon } from '@xiayi/ui/Icon.tsx'
import type { PlannerTool } from './planner-tool.ts'

type PlannerRailProps = { tools: readonly PlannerTool[]; chosen: string; onChoose: (id: string) => void }

export function PlannerRail({ tools, chosen, onChoose }: PlannerRailProps) {
  return (
    <nav className="planner__rail" aria-label="规划工具">
      {tools.map(({ id, word, icon }) => (
        <button
          key={id}
          type="button"
          className="planner__tool"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          <Icon name={icon} />
          {word}
        </button>
      ))}
    </nav>
  )
}
