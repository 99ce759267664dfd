import type { PlannerTool } from '../planner-tool.ts'
import { WhyLayers } from './WhyLayers.tsx'
import { WhyPanel } from './WhyPanel.tsx'
import { WhyTable } from './WhyTable.tsx'

/** Why a building passes or fails, the walk, and what would bring it within reach. */
export const whyTool: PlannerTool = {
  id: 'why',
  word: '为什么',
  icon: 'walk',
  Panel: WhyPanel,
  MapLayers: WhyLayers,
  Table: WhyTable,
}
